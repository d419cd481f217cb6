using System.Net;
using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>Servers that repeat the key in another form; handlers and HttpClients of the caller.</summary>
public class HostileMessageTests
{
    private const string Key = "sk-abcdefghijklmnopqrstuvwxyz";

    [TestCase(Key)]
    [TestCase("zyxwvutsrqponmlkjihgfedcba-ks")]
    [TestCase("zyxwvutsrq_ponmlkjihgfedcba_ks")]
    [TestCase("sk_abc_def_ghi_jkl_mno_pqr_stu_vwx_yz")]
    [TestCase("sk.abcdefghijklm")]
    [TestCase("nopqrstuvwxyz")]
    [TestCase("xx_jklmnopq_xx")]
    [TestCase("jklm[nopq]")]
    [TestCase("736b2d6162636465")]
    [TestCase("61_62_63_64_65_66")]
    [TestCase("c2stYWJjZGVmZ2hp")]
    [TestCase("SK_ABCDEFGH")]
    [TestCase("invalid key")]
    [TestCase("invalid-key")]
    [TestCase("keyıjklmnopq")]
    [TestCase("\u001b[31m", TestName = "CreateImageAsync_repeats_no_code_with_an_escape_sequence")]
    [TestCase("\u202Ecode", TestName = "CreateImageAsync_repeats_no_code_with_a_bidi_control")]
    public async Task CreateImageAsync_repeats_no_code_that_may_be_a_part_of_the_key(string code)
    {
        using var api = new MockApi(Error(code, null));

        var failure = await api.FailAsync(configure: options => options.ApiKey = Key);

        failure.Message.Should().StartWith("The server responded with 400: ").And.NotContain(code);
    }

    [TestCase("abcdefg", "hijklmnop")] // Cut in two.
    [TestCase("abcd", "efgh")]
    [TestCase("zyxwv", "utsrq")]
    public async Task CreateImageAsync_repeats_no_code_and_parameter_that_are_a_part_of_the_key_together(
        string code, string param)
    {
        using var api = new MockApi(Error(code, param));

        var failure = await api.FailAsync(configure: options => options.ApiKey = Key);

        failure.Message.Should().NotContain(param);
    }

    [TestCase("invalid_value", "size")]
    [TestCase("rate_limit_exceeded", "data[0].b64_json")]
    [TestCase("1001", "n")]
    public async Task CreateImageAsync_repeats_an_ordinary_code_and_parameter(string code, string param)
    {
        using var api = new MockApi(Error(code, param));

        var failure = await api.FailAsync(configure: options => options.ApiKey = Key);

        failure.Message.Should().Be($"The server responded with 400 {code} for {param}.");
    }

    [TestCase("x-request-id", "abcdefghijkl")]
    [TestCase("x-request-id", "req_zyxwvutsrq")]
    [TestCase("x-request-id", "736b2d61626364")]
    [TestCase("x-request-id", "req 1")]
    [TestCase("x-request-id", "c2stYWJjZGVm")]
    public async Task CreateImageAsync_repeats_no_request_id_that_may_be_a_part_of_the_key(string header, string id)
    {
        using var api = new MockApi(MockApi.Json("{}", HttpStatusCode.BadRequest, (header, id)));

        var failure = await api.FailAsync(configure: options => options.ApiKey = Key);

        failure.Message.Should().NotContain("request id").And.NotContain(id);
    }

    [TestCase("https://abcdefghijkl.example.com/")]
    [TestCase("https://sk-abcdefghijklmnopqrstuvwxyz/")]
    [TestCase("https://zyxwvutsrq.example.com/")]
    [TestCase("https://736b2d6162636465.example.com/")]
    public async Task CreateImageAsync_repeats_no_host_of_a_redirect_that_may_be_a_part_of_the_key(string location)
    {
        using var api = new MockApi(MockApi.Json("", HttpStatusCode.PermanentRedirect, ("Location", location)));

        var failure = await api.FailAsync(configure: options => options.ApiKey = Key);

        failure.Message.Should().NotContain(new Uri(location).Host).And.Contain("308");
    }

    [Test]
    public async Task CreateImageAsync_repeats_no_event_of_a_stream_with_a_part_of_the_key()
    {
        var body = EventStream.Frame("error", """{"error":{"code":"zyxwvutsrqponm","message":"M"}}""");
        using var api = new MockApi(MockApi.Text(body, EventStream.ContentType));

        var failure = await api.FailAsync(configure: options => options.ApiKey = Key);

        failure.Message.Should().NotContain("zyxwv");
        failure.Error!.Message.Should().Be("M");
    }

    [TestCase("2.0", HttpVersionPolicy.RequestVersionExact)]
    [TestCase("2.0", HttpVersionPolicy.RequestVersionOrHigher)]
    [TestCase("1.1", HttpVersionPolicy.RequestVersionOrLower)]
    [TestCase("3.0", HttpVersionPolicy.RequestVersionOrLower)]
    public async Task ImagesClient_uses_the_version_and_policy_of_the_HttpClient(
        string version, HttpVersionPolicy policy)
    {
        using var folder = new ImageFolder();
        var handler = new ScriptedHandler(
            ScriptedHandler.Status(200, MockApi.UrlResponse),
            (_, _) => Task.FromResult(MockApi.Body(ImageFolder.Png, "image/png")()),
            ScriptedHandler.Status(200, MockApi.UrlResponse));
        using var http = new HttpClient(handler)
        {
            DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = policy,
        };
        using var client = new ImagesClient(
            new ImagesClientOptions { ApiKey = MockApi.Key, DownloadWithHttpClient = true }, http);

        await client.SaveImagesAsync(MockApi.Otter, folder.PathOf("otter.png"));
        await client.CreateImageStreamAsync(EventStream.Request).ToListAsync();

        handler.Requests.Should().HaveCount(3).And.OnlyContain(
            request => request.Version == Version.Parse(version) && request.VersionPolicy == policy);
    }

    [Test]
    public async Task ImagesClient_follows_no_redirect_of_a_call(
        [Values(301, 302, 303, 307, 308)] int status, [Values] CallForm form)
    {
        await using var second = new FaultServer(connection => connection.RespondAsync(200, "{}"));
        await using var first = new FaultServer(connection => connection.RespondAsync(
            status, "", headers: $"Location: {second.Endpoint}images/generations\r\n"));
        using var client = new ImagesClient(FaultClient.Options(first.Endpoint, TimeProvider.System));

        var call = () => FaultClient.CallAsync(client, form);

        (await call.Should().ThrowAsync<ApiException>()).Which.StatusCode.Should().Be(status);
        second.Connections.Should().Be(0);
    }

    private static Func<HttpResponseMessage> Error(string code, string? param) => MockApi.Body(
        Encoding.UTF8.GetBytes(new Newtonsoft.Json.Linq.JObject
        {
            ["error"] = new Newtonsoft.Json.Linq.JObject { ["message"] = "M", ["code"] = code, ["param"] = param },
        }.ToString()),
        "application/json",
        HttpStatusCode.BadRequest);
}
