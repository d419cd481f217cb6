using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using static OpenAIImages.Generated.Tests.Reports.ReportedCall;

namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>Permanent failures are not retried, and a call that ends early says why.</summary>
public sealed class RetryRefusalTests
{
    [Test]
    public async Task An_error_that_stays_is_not_retried(
        [Values] CallWay way,
        [Values("billing_not_active", "insufficient_quota", "billing_hard_limit_reached", "account_deactivated")]
        string code,
        [Values(429, 500)] int status)
    {
        await using var server = new FaultServer(connection =>
            connection.RespondAsync(status, $$$"""{"error":{"message":"M","code":"{{{code}}}"}}"""));
        using var client = ClientOf(server.Endpoint);
        var call = () => ImagesAsync(way, client);
        (await call.Should().ThrowExactlyAsync<ApiException>()).Which.Error!.Code.Should().Be(code);
        server.Requests.Should().HaveCount(1);
    }

    [Test]
    public async Task An_error_whose_type_stays_is_not_retried()
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(
            429, """{"error":{"message":"M","type":"billing_not_active","code":null}}"""));
        using var client = ClientOf(server.Endpoint);
        var call = () => ImagesAsync(CallWay.Plain, client);
        await call.Should().ThrowExactlyAsync<ApiException>();
        server.Requests.Should().HaveCount(1);
    }

    [Test]
    public async Task An_error_that_stays_is_not_retried_if_it_is_an_event(
        [Values] CallWay way, [Values("data: ", "event: error\ndata:", ": ping\n\ndata: ")] string start)
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(
            429, start + """{"error":{"message":"M","code":"moderation_blocked"}}""" + "\n\n"));
        using var client = ClientOf(server.Endpoint);
        var call = () => ImagesAsync(way, client);
        (await call.Should().ThrowExactlyAsync<ApiException>()).Which.Error!.Code.Should().Be("moderation_blocked");
        server.Requests.Should().HaveCount(1);
    }

    [Test]
    public async Task An_untrusted_certificate_is_not_retried_and_its_cause_is_in_the_exception([Values] CallWay way)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var handshakes = 0;
        var serving = ServeTlsAsync(listener, () => handshakes++);
        using var client = ClientOf(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1/"));
        var call = () => ImagesAsync(way, client);
        var failure = (await call.Should().ThrowAsync<HttpRequestException>()).Which;
        failure.InnerException.Should().BeOfType<AuthenticationException>()
            .Which.Message.Should().Contain("certificate");
        listener.Stop();
        await serving;
        handshakes.Should().Be(1);
    }

    [Test]
    public async Task SendAsync_a_proxy_that_refuses_is_not_retried([Values(407, 403)] int status)
    {
        await using var proxy = new FaultServer(connection => connection.RespondAsync(status, ""));
        using var handler = new RetryHandler(new SocketsHttpHandler
        {
            Proxy = new WebProxy(new Uri($"http://127.0.0.1:{proxy.Port}")),
        });
        using var httpClient = new HttpClient(handler);
        using var client = new ImagesClient(new ImagesClientOptions { ApiKey = MockApi.Key }, httpClient);
        var call = () => client.CreateImageAsync(Request);
        await call.Should().ThrowAsync<HttpRequestException>();
        proxy.Requests.Should().ContainSingle().Which.Should().StartWith("CONNECT ").And.NotContain(MockApi.Key);
    }

    [Test]
    public async Task A_proxy_that_refuses_by_a_status_is_not_retried([Values] CallWay way)
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(407, ""));
        using var client = ClientOf(server.Endpoint);
        var call = () => ImagesAsync(way, client);
        (await call.Should().ThrowExactlyAsync<ApiException>()).Which.StatusCode.Should().Be(407);
        server.Requests.Should().HaveCount(1);
    }

    [Test]
    public async Task Dispose_during_a_call_is_named_in_its_exception([Values] CallWay way)
    {
        await using var server = new SilentServer();
        using var client = ClientOf(server.Endpoint);
        var call = ImagesAsync(way, client);
        await server.Arrived;
        client.Dispose();
        var waiting = () => call;
        (await waiting.Should().ThrowAsync<OperationCanceledException>())
            .Which.Message.Should().Contain("disposed").And.NotContain("caller");
    }

    [Test]
    public async Task Dispose_during_a_download_is_named_in_its_exception()
    {
        await using var server = new SilentServer();
        using var client = ClientOf(server.Endpoint);
        var call = client.CopyImageAsync(new Image { Url = new Uri("/1.png", UriKind.Relative) }, Stream.Null);
        await server.Arrived;
        client.Dispose();
        var waiting = () => call;
        (await waiting.Should().ThrowAsync<OperationCanceledException>())
            .Which.Message.Should().Contain("disposed").And.NotContain("caller");
    }

    [Test]
    public async Task Dispose_during_the_delay_of_a_retry_is_named_in_its_exception()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new FaultServer(async connection =>
        {
            await connection.RespondAsync(429, "{}", headers: "Retry-After: 50\r\n");
            arrived.TrySetResult();
        });
        var time = new ManualTime();
        using var client = ClientOf(server.Endpoint, time);
        var call = client.CreateImageAsync(Request);
        await arrived.Task;
        client.Dispose();
        var waiting = () => call;
        (await waiting.Should().ThrowAsync<OperationCanceledException>()).Which.Message.Should().Contain("disposed");
    }

    [Test]
    public async Task Cancellation_by_the_caller_is_not_mistaken_for_disposal([Values] bool isDisposed)
    {
        using var source = new CancellationTokenSource();
        await using var server = new SilentServer();
        using var client = ClientOf(server.Endpoint);
        var call = client.CreateImageAsync(Request, source.Token);
        await server.Arrived;
        await source.CancelAsync();
        if (isDisposed) client.Dispose();
        var waiting = () => call;
        (await waiting.Should().ThrowAsync<OperationCanceledException>()).Which.Message.Should().Contain("caller");
    }

    private static ImagesClient ClientOf(Uri endpoint, TimeProvider? time = null) => new(new ImagesClientOptions
    {
        ApiKey = MockApi.Key,
        Endpoint = endpoint,
        TimeProvider = time ?? new ManualTime { SkipUpTo = TimeSpan.FromSeconds(60) },
    });

    private static async Task ServeTlsAsync(TcpListener listener, Action count)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        while (true)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync();
                count();
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(certificate);
                await stream.ReadExactlyAsync(new byte[1]);
            }
            catch (Exception failure) when (failure is IOException or AuthenticationException)
            {
                // The client ends the handshake.
            }
            catch (Exception failure) when (failure is SocketException or InvalidOperationException)
            {
                return;
            }
        }
    }
}
