using System.Globalization;

namespace OpenAIImages.Generated.Tests;

/// <summary>Each status from 300 to 599, with each kind of body, throws an exception with what was received.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Category("Long")]
public class StatusFaultTests
{
    private const string OpenAI =
        """{"error":{"code":"some_code","message":"Some message","param":"size","type":"some_type"}}""";

    private const string Azure =
        """{"error":{"code":"some_code","message":"Some message","inner_error":"""
        + """{"code":"ResponsibleAIPolicyViolation"}}}""";

    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromSeconds(8) };

    [TestCase(OpenAI, "application/json", "some_code", "Some message")]
    [TestCase(Azure, "application/json", "some_code", "Some message")]
    [TestCase("""{"detail":"Some message"}""", "application/json", null, "Some message")]
    [TestCase("<html><body>502 Bad Gateway</body></html>", "text/html", null, null)]
    [TestCase("upstream connect error", "text/plain", null, "upstream connect error")]
    [TestCase("", "text/plain", null, null)]
    public async Task Each_status_from_300_to_599_throws_ApiException(
        string body, string contentType, string? code, string? message)
    {
        await using var server = new FaultServer(connection =>
        {
            var status = int.Parse(connection.LastRequest.Split('=', ' ')[2], CultureInfo.InvariantCulture);
            // 304 has no body, by definition.
            return connection.RespondAsync(status, status == 304 ? "" : body, contentType, "x-request-id: req_7\r\n");
        });

        for (var status = 300; status < 600; status++)
        {
            var options = FaultClient.Options(new Uri($"{server.Endpoint}?status={status}"), _time);
            options.MaxRetries = 0;
            using var client = new ImagesClient(options);
            foreach (var form in Enum.GetValues<CallForm>())
            {
                var run = () => FaultClient.CallAsync(client, form);

                var thrown = (await run.Should().ThrowExactlyAsync<ApiException>()).Which;
                thrown.StatusCode.Should().Be(status);
                thrown.RequestId.Should().Be("req_7");
                thrown.Response.Should().Be(status == 304 ? "" : body);
                thrown.Error?.Code.Should().Be(status == 304 ? null : code);
                thrown.Error?.Message.Should().Be(status == 304 ? null : message);
                thrown.Message.Should().NotContain("\n").And.NotContain("html").And.NotContain("Some message");
            }
        }
    }
}
