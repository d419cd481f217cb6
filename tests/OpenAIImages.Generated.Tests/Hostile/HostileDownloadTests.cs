using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OpenAIImages.Generated.Tests;

/// <summary>Which addresses a client downloads images from: a server chooses them.</summary>
public class HostileDownloadTests
{
    private const string Png = "\u0089PNG\r\n\u001a\npicture";

    [TestCase("http://images.example.com/1.png")] // The endpoint is https.
    [TestCase("https://127.0.0.1:8080/admin")]
    [TestCase("https://127.0.0.1./admin")]
    [TestCase("https://127.1/")]
    [TestCase("https://2130706433/")]
    [TestCase("https://0x7f000001/")]
    [TestCase("https://0177.0.0.1/")]
    [TestCase("https://１２７.0.0.1/")]
    [TestCase("https://127。0。0。1/")]
    [TestCase("https://0.0.0.0/")]
    [TestCase("https://localhost/")]
    [TestCase("https://LOCALHOST./")]
    [TestCase("https://app.localhost/")]
    [TestCase("https://10.0.0.1/")]
    [TestCase("https://10.0.0.1./")]
    [TestCase("https://172.16.0.1/")]
    [TestCase("https://172.31.255.255/")]
    [TestCase("https://192.168.0.1/")]
    [TestCase("https://192.168.0.1./")]
    [TestCase("https://169.254.169.254/latest/meta-data/")]
    [TestCase("https://100.64.0.1/")]
    [TestCase("https://100.100.100.200/")]
    [TestCase("https://192.0.0.192/")]
    [TestCase("https://198.18.0.1/")]
    [TestCase("https://224.0.0.1/")]
    [TestCase("https://255.255.255.255/")]
    [TestCase("https://[::1]/")]
    [TestCase("https://[::]/")]
    [TestCase("https://[::127.0.0.1]/")]
    [TestCase("https://[::ffff:10.0.0.1]/")]
    [TestCase("https://[::ffff:169.254.169.254]/")]
    [TestCase("https://[64:ff9b::10.0.0.1]/")]
    [TestCase("https://[64:ff9b:1::8.8.8.8]/")]
    [TestCase("https://[2002:7f00:1::]/")]
    [TestCase("https://[fe80::1]/")]
    [TestCase("https://[fe80::1%25eth0]/")]
    [TestCase("https://[fd00:ec2::254]/")]
    [TestCase("https://[ff02::1]/")]
    [TestCase("https://[2001:db8::1]/")]
    public async Task SaveImagesAsync_refuses_an_address_of_this_machine_or_a_private_network(string url)
    {
        var (failure, sent) = await SaveAsync(url);

        failure!.Message.Should().StartWith("data[0]: The image was not downloaded: ")
            .And.Contain("AllowDownload").And.NotContain("meta-data");
        failure.Images!.Data.Should().HaveCount(2);
        sent.Should().Equal("https://api.openai.com/v1/images/generations");
    }

    [TestCase("https://images.example.com/1.png")]
    [TestCase("https://localhost.example.com/")]
    [TestCase("https://9.255.255.255/")]
    [TestCase("https://172.32.0.1/")]
    [TestCase("https://[2606:4700::1111]/")]
    public async Task SaveImagesAsync_takes_a_public_address(string url)
    {
        var (failure, sent) = await SaveAsync(url);

        failure.Should().BeNull();
        sent.Should().HaveCount(2);
    }

    [TestCase("https://10.0.0.1/v1", "http://10.0.0.2/1.png", false)] // Also local, but the endpoint is https.
    [TestCase("https://10.0.0.1/v1", "https://10.0.0.2/1.png", true)]
    [TestCase("https://localhost:8443/v1", "https://192.168.0.1/1.png", true)]
    [TestCase("http://localhost:8080/v1", "http://127.0.0.1:9000/1.png", true)]
    [TestCase("http://localhost:8080/v1", "http://images.example.com/1.png", true)]
    public async Task SaveImagesAsync_takes_local_addresses_if_the_endpoint_is_local(
        string endpoint, string url, bool isTaken)
    {
        var (_, sent) = await SaveAsync(url, options => options.Endpoint = new Uri(endpoint));

        sent.Should().HaveCount(isTaken ? 2 : 1);
    }

    [Test]
    public async Task SaveImagesAsync_asks_AllowDownload_instead_of_its_own_rule([Values] bool allow)
    {
        List<Uri> asked = [];

        var (failure, sent) = await SaveAsync("http://127.0.0.1:8080/a.png", options => options.AllowDownload = uri =>
        {
            asked.Add(uri);
            return allow;
        });

        asked.Should().Equal(new Uri("http://127.0.0.1:8080/a.png"));
        sent.Should().HaveCount(allow ? 2 : 1);
        if (!allow) failure!.Message.Should().Contain("AllowDownload refused").And.NotContain("127.0.0.1");
    }

    [TestCase("http://127.0.0.1:{0}/1.png")]
    [TestCase("https://127.0.0.1:{0}/1.png")]
    [TestCase("https://localhost:{0}/1.png")]
    public async Task CopyImageAsync_connects_to_no_local_address_for_a_public_endpoint(string url)
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(200, Png, "image/png"));
        using var client = new ImagesClient(MockApi.Key);
        var address = new Uri(string.Format(CultureInfo.InvariantCulture, url, server.Port));

        var copy = () => client.CopyImageAsync(new Image { Url = address }, new MemoryStream());

        (await copy.Should().ThrowAsync<ApiException>()).WithMessage("The image was not downloaded: *");
        server.Connections.Should().Be(0);
    }

    [Test]
    public async Task CopyImageAsync_refuses_a_name_that_resolves_to_a_local_address()
    {
        // The one name that needs no name server and is not localhost is this machine's own.
        var name = Dns.GetHostName();
        Assume.That(await HasLocalAddressesOnlyAsync(name), "This machine's name has other addresses, or none.");
        using var client = new ImagesClient(MockApi.Key);
        using var allowing = new ImagesClient(
            new ImagesClientOptions { ApiKey = MockApi.Key, AllowDownload = _ => true, MaxRetries = 0 });
        var image = new Image { Url = new Uri($"https://{name}:{FaultServer.FreePort()}/1.png") };

        await client.Awaiting(it => it.CopyImageAsync(image, Stream.Null)).Should().ThrowAsync<ApiException>()
            .WithMessage("The image was not downloaded: *this machine or a private network*");
        // Without the rule, it is connected to: nobody listens there.
        await allowing.Awaiting(it => it.CopyImageAsync(image, Stream.Null))
            .Should().ThrowAsync<HttpRequestException>();
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task CopyImageAsync_asks_AllowDownload_on_every_redirect(int status)
    {
        await using var second = new FaultServer(connection => connection.RespondAsync(200, Png, "image/png"));
        await using var first = new FaultServer(connection => connection.RespondAsync(
            status, "", headers: $"Location: http://127.0.0.1:{second.Port}/2.png\r\n"));
        List<int> asked = [];
        using var client = new ImagesClient(new ImagesClientOptions
        {
            ApiKey = MockApi.Key,
            AllowDownload = uri =>
            {
                asked.Add(uri.Port);
                return uri.Port != second.Port;
            },
        });

        var copy = () => client.CopyImageAsync(
            new Image { Url = new Uri($"http://127.0.0.1:{first.Port}/1.png") }, new MemoryStream());

        (await copy.Should().ThrowAsync<ApiException>()).WithMessage("*AllowDownload refused*");
        asked.Should().Equal(first.Port, second.Port);
        first.Connections.Should().Be(1);
        second.Connections.Should().Be(0);
    }

    [Test]
    public async Task CopyImageAsync_follows_a_redirect_that_is_allowed_without_the_key()
    {
        await using var server = new FaultServer(connection =>
            connection.LastRequest.StartsWith("GET /2", StringComparison.Ordinal)
            ? connection.SendAsync((byte[])[.. "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n"u8, .. ImageFolder.Png])
            : connection.RespondAsync(302, "", headers: "Location: /2.png\r\n"));
        using var client = new ImagesClient(
            new ImagesClientOptions { ApiKey = MockApi.Key, Endpoint = server.Endpoint });
        var copied = new MemoryStream();

        await client.CopyImageAsync(new Image { Url = new Uri(server.Endpoint, "/1.png") }, copied);

        copied.ToArray().Should().Equal(ImageFolder.Png);
        server.Requests.Should().HaveCount(2).And.NotContain(request => request.Contains(MockApi.Key));
    }

    [Test]
    public async Task SaveImagesAsync_downloads_through_connections_of_its_own([Values] bool withHttpClient)
    {
        using var folder = new ImageFolder();
        await using var server = new FaultServer(connection => connection.SendAsync(
            (byte[])[.. "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n"u8, .. ImageFolder.Png]));
        using var api = new MockApi(
            MockApi.Json($$"""{"data":[{"url":"http://127.0.0.1:{{server.Port}}/1.png"}]}"""),
            MockApi.Body(ImageFolder.Png, "image/png"));
        api.HttpClient.DefaultRequestHeaders.Add("X-Gateway-Token", "secret");
        using var client = api.Client(options =>
        {
            options.Endpoint = server.Endpoint;
            options.DownloadWithHttpClient = withHttpClient;
        });

        await client.SaveImagesAsync(MockApi.Otter, folder.PathOf("otter.png"));

        folder.Read("otter.png").Should().Equal(ImageFolder.Png);
        api.Count.Should().Be(withHttpClient ? 2 : 1);
        server.Requests.Should().HaveCount(withHttpClient ? 0 : 1)
            .And.NotContain(request => request.Contains("Token") || request.Contains(MockApi.Key));
    }

    private static async Task<bool> HasLocalAddressesOnlyAsync(string name)
    {
        try
        {
            return Array.TrueForAll(await Dns.GetHostAddressesAsync(name), IsLocal);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static bool IsLocal(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
        || address.GetAddressBytes() is [10, _, _, _] or [172, >= 16 and <= 31, _, _] or [192, 168, _, _]
            or [100, >= 64 and <= 127, _, _] or [169, 254, _, _] or [192, 0, 2, _];

    private static async Task<(ApiException? Failure, IEnumerable<string> Sent)> SaveAsync(
        string url, Action<ImagesClientOptions>? configure = null)
    {
        using var folder = new ImageFolder();
        using var api = new MockApi(
            ImageFolder.ResponseWith($$"""{"url":"{{url}}"}""", ImageFolder.Item(ImageFolder.Jpeg)),
            MockApi.Body(ImageFolder.Png, "image/png"));
        using var client = api.Client(configure);
        ApiException? failure = null;
        try
        {
            await client.SaveImagesAsync(ImageFolder.Otters(2), folder.PathOf("otter"));
        }
        catch (ApiException exception)
        {
            failure = exception;
        }

        folder.Names.Should().Contain("otter-2.jpg", "an image that was refused does not cost another");
        return (failure, api.Requests.Select(request => request.Address));
    }
}
