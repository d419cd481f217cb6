namespace OpenAIImages.Generated.Tests;

/// <summary>The address of a request, and which endpoints are refused.</summary>
public class EndpointTests
{
    [TestCase("https://example.com", "https://example.com/images/generations")]
    [TestCase("https://example.com/", "https://example.com/images/generations")]
    [TestCase("https://example.com/v1", "https://example.com/v1/images/generations")]
    [TestCase("https://example.com/v1/", "https://example.com/v1/images/generations")]
    [TestCase("https://example.com:8443/a/b/v1", "https://example.com:8443/a/b/v1/images/generations")]
    [TestCase("https://example.com/my%20proxy/v1", "https://example.com/my%20proxy/v1/images/generations")]
    [TestCase("https://example.com/v1?tenant=7", "https://example.com/v1/images/generations?tenant=7")]
    [TestCase("https://example.com/v1/?tenant=7&x=%26", "https://example.com/v1/images/generations?tenant=7&x=%26")]
    [TestCase("https://my-resource.openai.azure.com/openai/v1/",
        "https://my-resource.openai.azure.com/openai/v1/images/generations")]
    public async Task Address_is_the_endpoint_with_the_path_of_the_operation(string endpoint, string address)
    {
        (await AddressForAsync(options => options.Endpoint = new Uri(endpoint))).Should().Be(address);
    }

    [TestCase("https://example.com/v1", "preview", "https://example.com/v1/images/generations?api-version=preview")]
    [TestCase("https://example.com/v1?", "preview", "https://example.com/v1/images/generations?api-version=preview")]
    [TestCase("https://example.com/v1?x", "preview", "https://example.com/v1/images/generations?x&api-version=preview")]
    [TestCase("https://example.com/v1?tenant=7", "preview",
        "https://example.com/v1/images/generations?tenant=7&api-version=preview")]
    [TestCase("https://example.com/v1", "a&b=c", "https://example.com/v1/images/generations?api-version=a%26b%3Dc")]
    [TestCase("https://my-resource.openai.azure.com/openai/deployments/otters", "2025-04-01-preview",
        "https://my-resource.openai.azure.com/openai/deployments/otters/images/generations"
        + "?api-version=2025-04-01-preview")]
    public async Task Address_has_the_api_version_for_Azure(string endpoint, string version, string address)
    {
        var actual = await AddressForAsync(options =>
        {
            options.Endpoint = new Uri(endpoint);
            options.ApiVersion = version;
        });

        actual.Should().Be(address);
    }

    [TestCase("?api-version=preview", "preview")]
    [TestCase("?a=b&API-Version=preview&c", "preview")]
    [TestCase("?api-version=a%26b%3Dc", "a&b=c")]
    public async Task Address_has_the_api_version_once_if_Endpoint_has_it_too(string query, string version)
    {
        var actual = await AddressForAsync(options =>
        {
            options.Endpoint = new Uri("https://example.com/v1" + query);
            options.ApiVersion = version;
        });

        actual.Should().Be("https://example.com/v1/images/generations" + query);
    }

    [TestCase("https://example.com/v1?api-version=2025-04-01")]
    [TestCase("https://example.com/v1?api-version")]
    [TestCase("https://example.com/v1?api-version=preview&api-version=2025-04-01")]
    public void Endpoint_with_another_version_than_ApiVersion_is_invalid(string endpoint)
    {
        var refusal = Refusal(options =>
        {
            options.Endpoint = new Uri(endpoint);
            options.ApiVersion = "preview";
        });

        refusal
            .Should().Contain(nameof(ImagesClientOptions.ApiVersion)).And.Contain(nameof(ImagesClientOptions.Endpoint));
    }

    [TestCase("http://localhost:8080/v1")]
    [TestCase("http://127.0.0.1/v1")]
    [TestCase("http://[::1]:8080/v1")]
    public async Task Endpoint_can_be_unencrypted_on_this_machine(string endpoint)
    {
        (await AddressForAsync(options => options.Endpoint = new Uri(endpoint))).Should().StartWith(endpoint);
    }

    [TestCase("http://example.com/v1")]
    [TestCase("http://localhost.example.com/v1")]
    [TestCase("http://192.168.0.1/v1")]
    public async Task Endpoint_unencrypted_elsewhere_needs_AllowInsecureEndpoint(string endpoint)
    {
        Refusal(options => options.Endpoint = new Uri(endpoint)).Should().Contain("AllowInsecureEndpoint");

        var address = await AddressForAsync(options =>
        {
            options.Endpoint = new Uri(endpoint);
            options.AllowInsecureEndpoint = true;
        });
        address.Should().StartWith(endpoint);
    }

    [TestCase("ftp://example.com/v1")]
    [TestCase("file:///v1")]
    [TestCase("/v1")]
    public void Endpoint_that_is_not_an_http_url_is_invalid(string endpoint)
    {
        Refusal(options => options.Endpoint = new Uri(endpoint, UriKind.RelativeOrAbsolute))
            .Should().Contain("absolute http or https");
    }

    [Test]
    public void Endpoint_null_is_invalid()
    {
        Refusal(options => options.Endpoint = null!).Should().Contain("absolute http or https");
    }

    [Test]
    public void Endpoint_with_a_fragment_is_invalid()
    {
        Refusal(options => options.Endpoint = new Uri("https://example.com/v1#top")).Should().Contain("fragment");
    }

    [TestCase("https+http://images/v1/")]
    [TestCase("https+http://images")]
    [TestCase("https+http://_api.images/v1?tenant=7")]
    public async Task Endpoint_for_service_discovery_needs_an_HttpClient(string endpoint)
    {
        var address = await AddressForAsync(options => options.Endpoint = new Uri(endpoint));

        address.Should().StartWith(endpoint.Split('?')[0]).And.Contain("/images/generations");
        var options = new ImagesClientOptions { ApiKey = "sk-1", Endpoint = new Uri(endpoint) };
        options.Invoking(all => all.Validate()).Should().NotThrow();
        options.Invoking(all => new ImagesClient(all)).Should().Throw<ArgumentException>().WithMessage("*HttpClient*");
    }

    [TestCase("http+https://images/v1/")]
    [TestCase("https+ftp://images/v1/")]
    [TestCase("https+http:///v1/")]
    public void Endpoint_for_service_discovery_with_another_scheme_is_invalid(string endpoint)
    {
        Refusal(options => options.Endpoint = new Uri(endpoint)).Should().Contain("absolute http or https");
    }

    private static async Task<string> AddressForAsync(Action<ImagesClientOptions> configure)
    {
        using var api = new MockApi();
        using var client = api.Client(configure);
        await client.CreateImageAsync(MockApi.Otter);
        return api.Request.Address;
    }

    private static string Refusal(Action<ImagesClientOptions> configure)
    {
        using var api = new MockApi();
        return api.Invoking(it => it.Client(configure)).Should().Throw<ArgumentException>().Which.Message;
    }
}
