using System.Globalization;
using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>How a download follows redirects.</summary>
public class RedirectTests
{
    private const string Picture = "GIF89a";

    [Test]
    public async Task Download_follows_each_kind_of_redirect([Values(301, 302, 303, 307, 308)] int status)
    {
        await using var server = new FaultServer(connection =>
            connection.LastRequest.StartsWith("GET /v1/moved", StringComparison.Ordinal)
                ? RedirectAsync(connection, "picture", status)
                : connection.RespondAsync(200, Picture));

        (await DownloadAsync(server, "moved")).Should().Be(Picture);

        server.Requests.Should().HaveCount(2).And.OnlyContain(request => request.StartsWith("GET /v1/"));
    }

    [Test]
    public async Task Download_throws_for_any_other_3xx_status([Values(300, 304, 305, 306, 309)] int status)
    {
        await using var server = new FaultServer(connection => RedirectAsync(connection, "picture", status));

        await ShouldEndAsync(server, status);

        server.Requests.Should().ContainSingle();
    }

    [Test]
    public async Task Download_redirected_without_a_location_throws()
    {
        await using var server = new FaultServer(connection => connection.RespondAsync(302, ""));

        await ShouldEndAsync(server, 302);
    }

    [TestCase(5, true)]
    [TestCase(6, false)]
    public async Task Download_follows_at_most_five_redirects(int redirects, bool arrives)
    {
        await using var server = new FaultServer(connection =>
        {
            var left = int.Parse(connection.LastRequest.Split(' ')[1][^1..], CultureInfo.InvariantCulture);
            return left == 0 ? connection.RespondAsync(200, Picture) : RedirectAsync(connection, $"{left - 1}");
        });

        if (arrives)
        {
            (await DownloadAsync(server, $"{redirects}")).Should().Be(Picture);
        }
        else
        {
            await ShouldEndAsync(server, 302, $"{redirects}");
        }
    }

    [Test]
    public async Task Download_follows_a_redirect_from_http_to_https()
    {
        await using var encrypted = new FaultServer(connection =>
        {
            connection.Close();
            return Task.CompletedTask;
        });
        await using var server =
            new FaultServer(connection => RedirectAsync(connection, $"https://127.0.0.1:{encrypted.Port}/"));

        var download = () => DownloadAsync(server, "moved");

        await download.Should().ThrowAsync<HttpRequestException>("the server does not speak TLS");
        encrypted.Connections.Should().BePositive();
    }

    [Test]
    public async Task Download_closes_the_connection_of_a_redirect()
    {
        var left = new TaskCompletionSource();
        await using var server = new FaultServer(async connection =>
        {
            if (connection.LastRequest.StartsWith("GET /v1/picture", StringComparison.Ordinal))
            {
                await left.Task;
                await connection.RespondAsync(200, Picture);
            }
            else
            {
                await connection.SendAsync("HTTP/1.1 302 Found\r\nLocation: picture\r\nContent-Length: 5\r\n\r\n");
                try
                {
                    await connection.ReadRequestAsync();
                }
                finally
                {
                    left.SetResult();
                }
            }
        });

        (await DownloadAsync(server, "moved").WaitAsync(TimeSpan.FromMinutes(1))).Should().Be(Picture);
    }

    [Test]
    public async Task Download_keeps_no_cookies()
    {
        await using var server = new FaultServer(connection =>
            connection.RespondAsync(200, Picture, headers: "Set-Cookie: session=1; Path=/\r\n"));
        using var client = new ImagesClient(FaultClient.Options(server.Endpoint, TimeProvider.System));

        for (var download = 0; download < 2; download++)
        {
            await client.CopyImageAsync(new Image { Url = server.Endpoint }, Stream.Null);
        }

        server.Requests.Should().HaveCount(2).And.NotContain(request => request.Contains("session"));
    }

    [TestCase("file:///etc/hostname")]
    [TestCase("ftp://localhost/picture")]
    [TestCase("/again")]
    public async Task Download_redirected_to_another_scheme_or_in_circles_throws(string location)
    {
        await using var server = new FaultServer(
            connection => connection.RespondAsync(302, "", headers: $"Location: {location}\r\n"));
        using var client = new ImagesClient(FaultClient.Options(server.Endpoint, TimeProvider.System));

        var copy = () => client.CopyImageAsync(new Image { Url = server.Endpoint }, Stream.Null);

        (await copy.Should().ThrowAsync<ApiException>()).Which.StatusCode.Should().Be(302);
        server.Requests.Count.Should().BeLessThanOrEqualTo(6);
    }

    private static Task RedirectAsync(FaultConnection connection, string location, int status = 302) =>
        connection.RespondAsync(status, "", headers: $"Location: {location}\r\n");

    private static async Task<string> DownloadAsync(FaultServer server, string path)
    {
        using var client = new ImagesClient(
            FaultClient.Options(server.Endpoint, new ManualTime { SkipUpTo = TimeSpan.FromSeconds(8) }));
        using var picture = new MemoryStream();
        await client.CopyImageAsync(new Image { Url = new Uri(server.Endpoint, path) }, picture);
        return Encoding.UTF8.GetString(picture.ToArray());
    }

    private static async Task ShouldEndAsync(FaultServer server, int status, string path = "moved")
    {
        var download = () => DownloadAsync(server, path);
        (await download.Should().ThrowAsync<ApiException>()).Which.StatusCode.Should().Be(status);
    }
}
