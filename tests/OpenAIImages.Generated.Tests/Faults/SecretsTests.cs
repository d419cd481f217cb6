namespace OpenAIImages.Generated.Tests;

/// <summary>No diagnostics of the process contain the key or the prompt, with any fault.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Category("Long")]
public sealed class SecretsTests : IDisposable
{
    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromSeconds(8) };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static IEnumerable<Fault> Faults =>
    [
        .. Fault.All.Values,
        new("no fault", Outcome.Images, 1, (it, _) => it.RespondAsync(200, Fault.Images)),
        Responding(401, """{"error":{"message":"Incorrect API key: §","code":"invalid_api_key"}}"""),
        Responding(
            400,
            """{"error":{"message":"Blocked: §","code":"§","param":"§","type":"§","inner_error":{"prompt":"§"}}}"""),
        Responding(429, """{"error":{"message":"Slow down, §","code":"rate_limit_exceeded"}}"""),
        Responding(502, "<html>§</html>"),
        Responding(200, "<html>§</html>"),
        Responding(200, """{"data":[{"b64_json":"§"}]}"""),
        Responding(200, """{"data":[{"url":§}]}"""),
        Responding(200, """{"error":{"message":"§"}}"""),
    ];

    public void Dispose() => _folder.Delete(recursive: true);

    [Test]
    public async Task Key_and_prompt_do_not_leak_in_any_fault()
    {
        using var scan = new SecretScan(FaultClient.Key, FaultClient.Prompt);

        foreach (var fault in Faults)
        {
            // Very long responses add nothing new to the logs: one form of call is enough.
            var isLong = fault.Name.Contains("without end") || fault.Name.Contains("a byte a second");
            foreach (var form in isLong ? [CallForm.Direct] : Enum.GetValues<CallForm>())
            {
                await using var server = new FaultServer(connection => fault.Script(connection, _time));
                await CallAsync(server, form, scan);
            }
        }

        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            scan.Look("file", file.Name + await File.ReadAllTextAsync(file.FullName));
        }

        TestContext.Out.WriteLine(string.Join(Environment.NewLine, scan.Sources.OrderBy(source => source.Key)));
        scan.Leaks.Should().BeEmpty();
        scan.Sources.Keys.Should().Contain(
        [
            "event source System.Net.Http", "event source Private.InternalDiagnostics.System.Net.Http",
            "activity System.Net.Http.HttpRequestOut", "diagnostic listener System.Net.Http.HttpRequestOut.Start",
            "activity generate_content a-model", "meter OpenAIImages.Generated", "exception", "file",
        ]);
    }

    [Test]
    public void SecretScan_finds_a_secret()
    {
        using var scan = new SecretScan("the secret");

        Console.WriteLine("This is the secret.");
        System.Diagnostics.Trace.WriteLine("And the secret again.");
        try
        {
            throw new InvalidOperationException("the secret");
        }
        catch (InvalidOperationException)
        {
            // The event source of the runtime may report the exception as well, some time later.
            scan.Leaks.Select(leak => leak.Split(':')[0]).Where(source => !source.Contains("event source"))
                .Should().Equal("console", "console", "exception");
        }
    }

    private static Fault Responding(int status, string body) =>
        new($"{status} {body}", Outcome.Api, 1, (connection, _) =>
            connection.RespondAsync(status, body.Replace("§", $"{FaultClient.Key} {FaultClient.Prompt}")));

    private async Task CallAsync(FaultServer server, CallForm form, SecretScan scan)
    {
        var options = FaultClient.Options(server.Endpoint, _time);
        options.MaxResponseBytes = 256 * 1024;
        using var client = new ImagesClient(options);
        try
        {
            if (form == CallForm.Direct)
            {
                var path = Path.Combine(_folder.FullName, "picture.png");
                var saved = await client.SaveImagesAsync(FaultClient.Request(), path, overwrite: true);
                scan.Look("result", saved.ToString() + saved.Response.Metadata);
            }
            else
            {
                await FaultClient.CallAsync(client, form);
            }
        }
        catch (Exception exception)
        {
            scan.Look("result", exception + string.Join(",", exception.Data.Values.Cast<object>()));
        }

        scan.Look("result", $"{client} {options} {FaultClient.Request()}");
    }
}
