namespace OpenAIImages.Generated.Tests;

/// <summary>Which endpoints are this machine, and how an endpoint is completed.</summary>
public class HostileAddressTests
{
    [TestCase("http://0.0.0.0:8080/v1")]
    [TestCase("http://[::]:8080/v1")]
    [TestCase("http://app.localhost:8080")]
    [TestCase("http://a.b.LOCALHOST:8080")]
    [TestCase("http://localhost.:8080")]
    [TestCase("http://127.1.2.3")]
    [TestCase("http://2130706433/")] // 127.0.0.1 as a number.
    [TestCase("http://0x7f.1/")]
    [TestCase("http://[::1]/")]
    [TestCase("http://[::ffff:127.0.0.1]/")]
    public async Task ImagesClient_needs_neither_https_nor_a_key_for_this_machine(string endpoint)
    {
        using var api = new MockApi();
        using var client = api.Client(options =>
        {
            options.ApiKey = null;
            options.Endpoint = new Uri(endpoint);
        });

        await client.CreateImageAsync(MockApi.Otter);

        api.Request.Headers.Should().NotContainKeys("Authorization", "api-key");
    }

    [TestCase("http://[::127.0.0.1]/")]
    [TestCase("http://[::ffff:10.0.0.1]/")]
    [TestCase("http://[64:ff9b::127.0.0.1]/")]
    [TestCase("http://10.0.0.1/")]
    [TestCase("http://192.168.1.1/")]
    [TestCase("http://localhost.example.com/")]
    [TestCase("http://127.0.0.1.example.com/")]
    [TestCase("http://notlocalhost/")]
    [TestCase("http://localhost@example.com/")]
    [TestCase("http://128.0.0.1/")]
    [TestCase("http://0.0.0.1/")]
    public void ImagesClient_refuses_http_to_other_machines(string endpoint)
    {
        var create = () => new ImagesClient(
            new ImagesClientOptions { ApiKey = MockApi.Key, Endpoint = new Uri(endpoint) });

        create.Should().Throw<ArgumentException>().Which.Message.Should().NotContain(MockApi.Key);
    }

    [TestCase("https://api.example.com/v1")]
    [TestCase("https://[::127.0.0.1]/")]
    [TestCase("https://10.0.0.1/")]
    public void ImagesClient_needs_a_key_for_other_machines(string endpoint)
    {
        var create = () => new ImagesClient(new ImagesClientOptions { Endpoint = new Uri(endpoint) });

        create.Should().Throw<ArgumentException>().WithMessage("*key is missing*");
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("a key")]
    public void ImagesClient_refuses_a_malformed_key_for_this_machine_too(string key)
    {
        var create = () => new ImagesClient(
            new ImagesClientOptions { ApiKey = key, Endpoint = new Uri("http://localhost:8080") });

        create.Should().Throw<ArgumentException>();
    }

    [Test]
    public async Task CreateImageAsync_sends_no_header_without_a_key([Values] ImagesAuthentication authentication)
    {
        using var api = new MockApi();
        using var client = api.Client(options =>
        {
            options.ApiKey = null;
            options.Authentication = authentication;
            options.Endpoint = new Uri("http://localhost:8080/v1");
        });

        await client.CreateImageAsync(MockApi.Otter);

        api.Request.Headers.Should().NotContainKeys("Authorization", "api-key");
    }

    [TestCase(
        "/openai/deployments/d/images/generations?api-version=v",
        "/openai/deployments/d/images/generations?api-version=v")]
    [TestCase(
        "/openai/deployments/d/images/generations/?api-version=v",
        "/openai/deployments/d/images/generations?api-version=v")]
    [TestCase("/openai/deployments/d/Images/Generations", "/openai/deployments/d/images/generations")]
    [TestCase("/openai/deployments/d?api-version=v", "/openai/deployments/d/images/generations?api-version=v")]
    [TestCase("/v1/images/generations", "/v1/images/generations")]
    [TestCase("/images/generations", "/images/generations")]
    [TestCase("/v1/images/generations//", "/v1/images/generations")]
    [TestCase("/myimages/generations-v1", "/myimages/generations-v1/images/generations")]
    [TestCase("", "/images/generations")]
    public async Task CreateImageAsync_understands_an_endpoint_with_the_path_of_the_operation(string path, string sent)
    {
        using var api = new MockApi();
        using var client = api.Client(options => options.Endpoint = new Uri("https://host.example.com" + path));

        await client.CreateImageAsync(MockApi.Otter);

        api.Request.Address.Should().Be("https://host.example.com" + sent);
    }

    [Test]
    public async Task SaveImagesAsync_resolves_a_relative_url_against_an_endpoint_with_the_path_of_the_operation()
    {
        using var folder = new ImageFolder();
        using var api = new MockApi(
            MockApi.Json("""{"data":[{"url":"files/1.png"}]}"""), MockApi.Body(ImageFolder.Png, "image/png"));
        using var client = api.Client(
            options => options.Endpoint = new Uri("https://host.example.com/v1/images/generations"));

        await client.SaveImagesAsync(MockApi.Otter, folder.PathOf("otter.png"));

        api.Requests[1].Address.Should().Be("https://host.example.com/v1/files/1.png");
        api.Requests[1].Headers.Should().NotContainKeys("Authorization", "api-key");
    }
}
