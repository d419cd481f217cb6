using Newtonsoft.Json.Linq;

namespace OpenAIImages.Cli.Tests;

/// <summary>How the command line handles usual and unusual events of a server.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CliStreamTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [TestCase(0, 0)]
    [TestCase(0, 1)]
    [TestCase(-77, 0)]
    [TestCase(2147483647, 0)]
    [TestCase(null, null)]
    public async Task Stream_previews_with_any_index_do_not_cost_the_image(int? first, int? second)
    {
        var result = await StreamAsync(
            [Preview(first), Preview(second), Preview(1), Preview(0), Completed(), Completed()],
            "--n", "2", "--partial-images", "1", "-o", "otter.png");

        result.ExitCode.Should().Be(0, result.Error);
        _cli.Files.Should().Contain(["otter-1.png", "otter-2.png"]);
        _cli.Files.Where(file => file.Contains("partial", StringComparison.Ordinal))
            .Should().BeSubsetOf(["otter-1.partial-0.png", "otter-2.partial-0.png"]);
    }

    [Test]
    public async Task Stream_two_previews_with_the_same_index_are_both_kept()
    {
        await StreamAsync(
            [Preview(0), Preview(0), Completed(), Completed()], "--n", "2", "--partial-images", "1", "-o", "otter.png");

        _cli.Files.Should().Equal("otter-1.partial-0.png", "otter-1.png", "otter-2.partial-0.png", "otter-2.png");
    }

    [Test]
    public async Task Stream_writes_at_most_the_previews_that_were_asked_for()
    {
        var previews = Enumerable.Range(0, 300).Select(index => Preview(index % 2));

        var result = await StreamAsync([.. previews, Completed()], "--partial-images", "2", "-o", "otter.png");

        result.ExitCode.Should().Be(0, result.Error);
        _cli.Files.Should().Equal("otter.partial-0.png", "otter.partial-1.png", "otter.png");
    }

    [Test]
    public async Task Stream_a_preview_that_is_no_image_does_not_cost_the_image()
    {
        var result = await StreamAsync(
            ["""{"type":"image_generation.partial_image","partial_image_index":0,"b64_json":null}""", Completed()],
            "--partial-images", "1", "-o", "otter.png");

        result.ExitCode.Should().Be(0, result.Error);
        _cli.Files.Should().Equal("otter.png");
    }

    [Test]
    public async Task Stream_an_event_with_a_null_url_is_an_image()
    {
        var result = await StreamAsync(
            [$$"""{"type":"image_generation.completed","b64_json":"{{TestImages.Png}}","url":null}"""],
            "--stream", "-o", "otter.png");

        result.ExitCode.Should().Be(0, result.Error);
        _cli.Files.Should().Equal("otter.png");
    }

    [Test]
    public async Task Stream_the_image_of_a_url_is_fetched_and_one_that_fails_does_not_cost_the_others()
    {
        await using var images = new FaultServer(connection => connection.RespondAsync(404, "gone", "text/plain"));

        var result = await StreamAsync(
            [$$"""{"type":"image_generation.completed","url":"{{images.Endpoint}}a.png"}""", Completed()],
            "--stream", "--n", "2", "-o", "otter.png", "--json");

        result.ExitCode.Should().Be(1);
        _cli.Files.Should().Equal("otter-2.png");
        var json = JObject.Parse(result.Output);
        json["files"]!.Values<string>().Should().Equal("otter-2.png");
        json["urls"]!.Values<string>().Should().Equal($"{images.Endpoint}a.png");
        ((int)json["error"]!["status"]!).Should().Be(404);
    }

    [Test]
    public async Task Stream_the_url_of_a_host_that_is_not_there_is_named()
    {
        var url = $"http://127.0.0.1:{FaultServer.FreePort()}/a.png";

        var result = await StreamAsync(
            [$$"""{"type":"image_generation.completed","url":"{{url}}"}"""], "--stream", "-o", "otter.png");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain(url);
    }

    [Test]
    public async Task Stream_overwrite_replaces_nothing_beyond_what_was_asked_for()
    {
        foreach (var name in new[] { "out.png", "out-2.png", "out-3.png" })
        {
            await File.WriteAllTextAsync(_cli.PathOf(name), "precious");
        }

        var result = await StreamAsync(
            [Completed(), Completed(), Completed()], "--stream", "--overwrite", "-o", "out.png");

        result.ExitCode.Should().Be(0, result.Error);
        _cli.ReadPng("out.png").Width.Should().Be(1);
        (await File.ReadAllTextAsync(_cli.PathOf("out-2.png"))).Should().Be("precious");
        (await File.ReadAllTextAsync(_cli.PathOf("out-3.png"))).Should().Be("precious");
        _cli.Files.Should().Equal("out-2.png", "out-3.png", "out-4.png", "out-5.png", "out.png");
    }

    [Test]
    public async Task Stream_the_request_id_is_printed()
    {
        var result = await StreamAsync([Completed()], "--stream");

        result.Output.Should().Contain("Request req_of-stream");
    }

    [Test]
    public async Task Stream_the_extension_is_that_of_the_content()
    {
        var result = await StreamAsync([Completed(TestImages.Jpeg)], "--stream", "-o", "gpt-image-1.5");

        result.ExitCode.Should().Be(0, result.Error);
        _cli.Files.Should().Equal("gpt-image-1.5.jpg");
    }

    [Test]
    public async Task Stream_to_standard_output_writes_the_image_only()
    {
        var result = await StreamAsync([Completed(TestImages.Jpeg)], "--stream", "-o", "-");

        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("JFIF").And.NotContain("Request");
        result.Error.Should().Contain("Request req_of-stream");
        _cli.Files.Should().BeEmpty();
    }

    [Test]
    public async Task Stream_that_breaks_off_reports_the_images_that_were_saved()
    {
        var result = await StreamAsync(
            [Completed(), """{"type":"error","error":{"message":"Out of paint","code":"broken"}}"""],
            "--stream", "--n", "2", "-o", "otter.png");

        result.ExitCode.Should().Be(1);
        result.Output.Should().Contain("Saved otter-1.png");
        result.Error.Should().StartWith("error: ").And.Contain("Out of paint");
    }

    private static string Preview(int? index)
    {
        var number = index?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null";
        return $$"""
            {"type":"image_generation.partial_image","b64_json":"{{TestImages.Png}}","partial_image_index":{{number}}}
            """;
    }

    private static string Completed(string image = TestImages.Png) =>
        $$"""{"type":"image_generation.completed","b64_json":"{{image}}"}""";

    private async Task<CliResult> StreamAsync(string[] events, params string[] options)
    {
        var body = string.Concat(events.Select(message => $"data: {message}\n\n"));
        await using var server = new FaultServer(connection =>
            connection.RespondAsync(200, body, "text/event-stream", "x-request-id: req_of-stream\r\n"));
        return await _cli.RunAsync(
            ["otter", "--endpoint", server.Endpoint.ToString(), "--max-retries", "0", .. options]);
    }
}
