namespace OpenAIImages.Cli.Tests;

/// <summary>Azure, and gateways that require additional headers.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CliGatewayTests : IDisposable
{
    private const string Key = "azure-key-0123456789";
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [TestCase("", "", "2025-04-01", "/openai/deployments/draw/images/generations?api-version=2025-04-01")]
    [TestCase("openai/deployments/x/", "", "1", "/openai/deployments/x/images/generations?api-version=1")]
    [TestCase("", "--api-version 2", "1", "/openai/deployments/draw/images/generations?api-version=2")]
    [TestCase(
        "openai/deployments/x/images/generations?api-version=3", "", "1",
        "/openai/deployments/x/images/generations?api-version=3")]
    [TestCase("openai/v1/", "", "1", "/openai/v1/images/generations")]
    [TestCase("", "", null, "/openai/v1/images/generations")]
    public async Task Azure_is_called_as_the_environment_says(
        string path, string options, string? version, string expected)
    {
        await using var server = CreateServer();
        _cli.Environment["AZURE_OPENAI_ENDPOINT"] = $"http://127.0.0.1:{server.Port}/{path}";
        _cli.Environment["AZURE_OPENAI_API_KEY"] = Key;
        if (version is not null) _cli.Environment["OPENAI_API_VERSION"] = version;

        var result = await _cli.RunAsync(
            ["otter", "-m", "draw", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        result.ExitCode.Should().Be(0, result.Error);
        ShouldBeAzure(server.Requests.Single(), expected);
    }

    [Test]
    public async Task Azure_option_takes_the_endpoint_of_the_command_line()
    {
        await using var server = CreateServer();
        _cli.Environment["OPENAI_API_KEY"] = Key;

        var result = await _cli.RunAsync(
            "otter", "--azure", "--endpoint", $"http://127.0.0.1:{server.Port}/", "--api-version", "1", "-m", "draw");

        result.ExitCode.Should().Be(0, result.Error);
        ShouldBeAzure(server.Requests.Single(), "/openai/deployments/draw/images/generations?api-version=1");
    }

    [Test]
    public async Task Azure_environment_does_not_replace_an_openai_key()
    {
        await using var server = CreateServer();
        await using var azure = CreateServer();
        _cli.Environment["AZURE_OPENAI_ENDPOINT"] = azure.Endpoint.ToString();
        _cli.Environment["OPENAI_BASE_URL"] = server.Endpoint.ToString();
        _cli.Environment["OPENAI_API_KEY"] = "any";

        await _cli.RunAsync("otter");

        azure.Connections.Should().Be(0);
        server.Requests.Single().Should().Contain("Authorization: Bearer any");
    }

    [TestCase("", "AZURE_OPENAI_ENDPOINT")]
    [TestCase("--endpoint https://a.openai.azure.com", "AZURE_OPENAI_API_KEY")]
    public async Task Azure_option_without_address_or_key_is_explained(string options, string expected)
    {
        var result = await _cli.RunAsync(
            ["otter", "--azure", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain(expected);
    }

    [Test]
    public async Task Header_goes_to_the_endpoint_only_and_with_each_attempt()
    {
        var png = Convert.FromBase64String(TestImages.Png);
        await using var images = new FaultServer(async connection =>
        {
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {png.Length}\r\n\r\n");
            await connection.SendAsync(png);
        });
        var calls = 0;
        await using var server = new FaultServer(connection => ++calls == 1
            ? connection.RespondAsync(503, "{}", headers: "retry-after-ms: 1\r\n")
            : connection.RespondAsync(200, $$"""{"data":[{"url":"{{images.Endpoint}}a.png"}]}"""));
        _cli.Environment["OPENAI_API_KEY"] = "any";

        var result = await _cli.RunAsync(
            "otter", "--endpoint", server.Endpoint.ToString(),
            "--header", "X-Gateway=token=1", "--header", "X-Other=b");

        result.ExitCode.Should().Be(0, result.Error);
        server.Requests.Should().HaveCount(2).And.OnlyContain(request =>
            request.Contains("X-Gateway: token=1\r\n") && request.Contains("X-Other: b\r\n")
            && request.Contains("Authorization: Bearer any"));
        images.Requests.Single().Should().NotContain("X-Gateway").And.NotContain("token=1");
    }

    [TestCase("--no-validate")]
    [TestCase("--json")]
    public async Task Header_is_never_printed(string option)
    {
        await using var server = new FaultServer(
            connection => connection.RespondAsync(400, """{"error":{"message":"bad token s3cret-t0ken"}}"""));
        _cli.Environment["OPENAI_API_KEY"] = "any";

        foreach (var header in new[] { "X-Gateway=s3cret-t0ken", "s3cret-t0ken", "A b=s3cret-t0ken" })
        {
            var result =
                await _cli.RunAsync("otter", "--endpoint", server.Endpoint.ToString(), "--header", header, option);

            result.ExitCode.Should().BePositive();
            (result.Output + result.Error).Should().NotContain("s3cret");
        }
    }

    [TestCase("otter")]
    [TestCase("Content-Type=text/plain")]
    [TestCase("Host=evil.test")]
    [TestCase("A b=c")]
    [TestCase("A=b\r\nC: d")]
    public async Task Invalid_header_is_refused(string header)
    {
        var result = await _cli.RunAsync("otter", "--emulator", "--header", header);

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("--header requires name=value");
    }

    private static FaultServer CreateServer() =>
        new(connection => connection.RespondAsync(200, $$"""{"data":[{"b64_json":"{{TestImages.Png}}"}]}"""));

    private static void ShouldBeAzure(string request, string path)
    {
        request.Should().StartWith($"POST {path} HTTP");
        request.Should().Contain($"api-key: {Key}\r\n").And.NotContain("Authorization");
    }
}
