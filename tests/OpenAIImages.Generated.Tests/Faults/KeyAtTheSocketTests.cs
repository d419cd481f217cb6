using System.Net;
using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>The key is sent to the endpoint and to no other server.</summary>
public class KeyAtTheSocketTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Where a redirect points to, seen from the endpoint.</summary>
    public enum Target
    {
        SameHost,
        OtherHost,
        OtherScheme,
    }

    [Test]
    public async Task Redirect_of_the_api_is_not_followed(
        [Values(301, 302, 303, 307, 308)] int status,
        [Values] Target target,
        [Values] ImagesAuthentication authentication)
    {
        await using var other = new FaultServer(connection => connection.RespondAsync(200, Fault.Images));
        await using var server = new FaultServer(connection =>
            connection.RespondAsync(
                status, "", headers: $"Location: {Address(target, connection.LocalPort, other.Port)}\r\n"));
        var options = FaultClient.Options(server.Endpoint, TimeProvider.System);
        options.Authentication = authentication;
        using var client = new ImagesClient(options);

        var create = () => client.CreateImageAsync(FaultClient.Request());

        var thrown = (await create.Should().ThrowAsync<ApiException>()).Which;
        thrown.StatusCode.Should().Be(status);
        thrown.Headers["Location"].Should().Equal(Address(target, server.Port, other.Port));
        server.Requests.Should().ContainSingle().Which.Should().Contain(FaultClient.Key);
        other.Connections.Should().Be(0);
    }

    [TestCase(ImagesAuthentication.Bearer)]
    [TestCase(ImagesAuthentication.ApiKeyHeader)]
    public async Task Download_from_the_endpoint_is_sent_without_the_key(ImagesAuthentication authentication)
    {
        await using var other = new FaultServer(RespondWithPictureAsync);
        await using var server = new FaultServer(connection => connection.LastRequest.Contains("GET /moved")
            ? connection.RespondAsync(302, "", headers: $"Location: http://localhost:{other.Port}/picture\r\n")
            : RespondWithPictureAsync(connection));
        var options = FaultClient.Options(server.Endpoint, TimeProvider.System);
        options.Authentication = authentication;
        using var own = new ImagesClient(options);
        using var callers = new HttpClient();
        callers.DefaultRequestHeaders.Add("Authorization", $"Bearer {FaultClient.Key}");
        using var shared = new ImagesClient(options, callers);

        foreach (var client in new[] { own, shared })
        {
            foreach (var path in new[] { "picture", "moved" })
            {
                using var picture = new MemoryStream();
                await client.CopyImageAsync(new Image { Url = new Uri(server.Endpoint, $"/{path}") }, picture);
                picture.ToArray().Should().Equal(Png);
            }
        }

        server.Requests.Should().HaveCount(4);
        other.Requests.Should().HaveCount(2);
        server.Requests.Concat(other.Requests).Should().NotContain(request => request.Contains(FaultClient.Key));
    }

    [Test]
    public async Task Download_is_sent_without_the_headers_of_the_HttpClient_of_the_caller()
    {
        const string secret = "0f1e2d3c4b5a6978";
        await using var server = new FaultServer(connection =>
            connection.LastRequest.StartsWith("POST", StringComparison.Ordinal)
                ? connection.RespondAsync(
                    200, $$"""{"data":[{"url":"http://localhost:{{connection.LocalPort}}/picture"}]}""")
                : RespondWithPictureAsync(connection));
        using var callers = new HttpClient();
        foreach (var header in new[] { "x-api-key", "Ocp-Apim-Subscription-Key", "Cookie", "X-Custom" })
        {
            callers.DefaultRequestHeaders.Add(header, secret);
        }

        callers.DefaultRequestHeaders.Add("User-Agent", "an-app/1.0");
        using var client = new ImagesClient(FaultClient.Options(server.Endpoint, TimeProvider.System), callers);

        using var picture = new MemoryStream();
        var response = await client.CreateImageAsync(FaultClient.Request());
        await client.CopyImageAsync(response.Data[0], picture);

        picture.ToArray().Should().Equal(Png);
        server.Requests.Should().HaveCount(2);
        server.Requests[0].Should().Contain($"x-api-key: {secret}").And.Contain($"Cookie: {secret}");
        server.Requests[1]
            .Should().StartWith("GET /picture").And.NotContainAny(secret, FaultClient.Key, "x-api-key", "Cookie");
    }

    [Test]
    public async Task Request_to_this_machine_bypasses_the_system_proxy()
    {
        await using var proxy = new FaultServer(connection =>
            connection.LastRequest.Contains("Proxy-Authorization: Basic ", StringComparison.Ordinal)
                ? connection.RespondAsync(200, Fault.Images)
                : connection.RespondAsync(407, "", headers: "Proxy-Authenticate: Basic realm=\"proxy\"\r\n"));
        await using var server = new FaultServer(connection => connection.RespondAsync(200, Fault.Images));
        var before = HttpClient.DefaultProxy;
        try
        {
            HttpClient.DefaultProxy = new WebProxy("127.0.0.1", proxy.Port)
            {
                Credentials = new NetworkCredential("user", "password"),
            };
            using var client = new ImagesClient(FaultClient.Options(server.Endpoint, TimeProvider.System));
            await client.CreateImageAsync(FaultClient.Request());

            var options = FaultClient.Options(new Uri("http://images.test/v1/"), TimeProvider.System);
            options.AllowInsecureEndpoint = true;
            using var distant = new ImagesClient(options);
            await distant.CreateImageAsync(FaultClient.Request());
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        server.Requests.Should().ContainSingle();
        proxy.Requests.Should().HaveCount(2, "the system's proxy asks for credentials, and gets the system's")
            .And.OnlyContain(sent => sent.Contains("images.test"));
    }

    [TestCase("http://images.test/v1/", false)]
    [TestCase("http://192.168.0.7/v1/", false)]
    [TestCase("http://localhost.images.test/", false)]
    [TestCase("http://127.0.0.1:8080/v1/", true)]
    [TestCase("http://localhost:8080/v1/", true)]
    [TestCase("http://[::1]:8080/", true)]
    [TestCase("https://images.test/v1/", true)]
    public void Unencrypted_http_elsewhere_needs_AllowInsecureEndpoint(string endpoint, bool allowed)
    {
        var options = FaultClient.Options(new Uri(endpoint), TimeProvider.System);
        var make = () => new ImagesClient(options).Dispose();

        if (allowed)
        {
            make.Should().NotThrow();
        }
        else
        {
            make.Should().Throw<ArgumentException>().Which.Message.Should().Contain("AllowInsecureEndpoint");
            options.AllowInsecureEndpoint = true;
            make.Should().NotThrow();
        }
    }

    private static string Address(Target target, int port, int otherPort) => target switch
    {
        Target.SameHost => $"http://127.0.0.1:{port}/v2/images/generations",
        Target.OtherHost => $"http://localhost:{otherPort}/v1/images/generations",
        _ => $"https://127.0.0.1:{otherPort}/v1/images/generations",
    };

    private static Task RespondWithPictureAsync(FaultConnection connection) => connection.SendAsync(
        (byte[])[.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {Png.Length}\r\n\r\n"), .. Png]);
}
