using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OpenAIImages.Cli.Tests;

/// <summary>
/// Downloads over https by the command line: only a separate process can be made to trust the certificate of a test,
/// and only on Linux, by an environment variable. Elsewhere, the download fails because the certificate is not trusted.
/// </summary>
public sealed class CliDownloadTests
{
    [Test]
    public async Task Download_redirected_from_https_to_http_fails()
    {
        using var cli = new CliProcess();
        await using var plain = new FaultServer(connection => connection.RespondAsync(200, "a picture", "image/png"));
        using var certificate = MakeCertificate();
        await using var images = new TlsServer(
            certificate, $"HTTP/1.1 302 Found\r\nLocation: {plain.Endpoint}\r\nContent-Length: 0\r\n\r\n");
        await using var api = new FaultServer(
            connection => connection.RespondAsync(200, $$"""{"data":[{"url":"{{images.Address}}"}]}"""));
        cli.Environment["OPENAI_API_KEY"] = FaultClient.Key;
        cli.Environment["SSL_CERT_FILE"] = cli.PathOf("certificate.pem");
        await File.WriteAllTextAsync(cli.PathOf("certificate.pem"), certificate.ExportCertificatePem());

        var result =
            await cli.RunAsync("otter", "--endpoint", api.Endpoint.ToString(), "-o", "otter.png", "--max-retries", "0");

        result.ExitCode.Should().NotBe(0);
        plain.Connections.Should().Be(0);
        cli.Files.Should().Equal("certificate.pem");
        if (!OperatingSystem.IsLinux()) return;
        result.Error.Should().Contain("302");
        images.Requests.Should().ContainSingle().Which.Should().StartWith("GET /").And.NotContain(FaultClient.Key);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request =
            new CertificateRequest("CN=images.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Sends the same response to every request over TLS.</summary>
    private sealed class TlsServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, port: 0);
        private readonly X509Certificate2 _certificate;
        private readonly string _response;
        private readonly Task _serving;

        public TlsServer(X509Certificate2 certificate, string response)
        {
            _certificate = certificate;
            _response = response;
            _listener.Start();
            Address = new Uri($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/picture");
            _serving = ServeAsync();
        }

        public Uri Address { get; }

        public List<string> Requests { get; } = [];

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var connection = await _listener.AcceptTcpClientAsync();
                    await RespondAsync(connection);
                }
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
            }
        }

        private async Task RespondAsync(TcpClient connection)
        {
            await using var stream = new SslStream(connection.GetStream());
            try
            {
                await stream.AuthenticateAsServerAsync(_certificate);
                var request = new byte[16 * 1024];
                var count = await stream.ReadAsync(request);
                if (count > 0) Requests.Add(Encoding.Latin1.GetString(request, 0, count));
                await stream.WriteAsync(Encoding.Latin1.GetBytes(_response));
            }
            catch (Exception refusal) when (refusal is IOException or AuthenticationException)
            {
                // The client does not trust the certificate.
            }
        }
    }
}
