using Newtonsoft.Json.Linq;

namespace OpenAIImages.Cli.Tests;

/// <summary>Lists of images on the command line.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CliBatchTests : IDisposable
{
    private const string List = """
        {"custom_id":"a","prompt":"An otter"}
        {"custom_id":"b","prompt":"refuse me"}
        {"custom_id":"c","prompt":"A cat","n":2}
        """;

    private readonly CliProcess _cli = new();

    public CliBatchTests() => _cli.Environment["OPENAI_API_KEY"] = FaultClient.Key;

    private IEnumerable<string> Journal => File.ReadLines(_cli.PathOf("out/batch.jsonl"))
        .Select(line => JObject.Parse(line)).Select(entry => $"{entry["event"]} {entry["id"]}");

    public void Dispose() => _cli.Dispose();

    [TestCase("batch", "run")]
    [TestCase("serve")]
    public async Task Help_of_a_command_does_not_speak_of_the_prompt_of_another(params string[] command)
    {
        var result = await _cli.RunAsync([.. command, "--help"]);

        result.Output.Should().Contain("Usage:").And.NotContain("<prompt>");
    }

    [Test]
    public async Task Run_saves_images_says_what_came_of_it_and_goes_on()
    {
        await using var server = StartServer();
        Write(List);

        var first = await RunAsync(server, "run", "list.jsonl", "-o", "out");
        var second = await RunAsync(server, "run", "list.jsonl", "-o", "out");

        first.ExitCode.Should().Be(1, first.Error);
        first.Output.Should().Contain("0001-a.png").And.Contain("0003-c-2.png")
            .And.Contain("line 2 (b): some_code: No.").And.Contain("Failed: some_code")
            .And.MatchRegex(@"Images\s+\|\s+3 \|").And.MatchRegex(@"Tokens out\s+\|\s+10 \|");
        second.ExitCode.Should().Be(1);
        second.Output.Should().Contain("3 items: 2 done, 1 failed before.").And.Contain("0 requests");
        server.Requests.Should().HaveCount(3);
        File.Exists(_cli.PathOf("out/0003-c-1.png")).Should().BeTrue();
    }

    [Test]
    public async Task Run_json_prints_a_line_for_each_item()
    {
        await using var server = StartServer();
        Write(List);

        var result = await RunAsync(server, "run", "list.jsonl", "-o", "out", "--json", "--concurrency", "1");

        var lines = result.Output.Trim().Split('\n').Select(line => JObject.Parse(line)).ToList();
        lines.Select(line => (string)line["event"]!).Should().Equal("plan", "done", "failed", "done", "summary");
        lines[1]["files"]!.Values<string>().Should().Equal(Path.Combine("out", "0001-a.png"));
        ((string)lines[2]["code"]!, (int)lines[2]["line"]!).Should().Be(("some_code", 2));
        ((int)lines[4]["left"]!, (int)lines[4]["failures"]!["some_code"]!).Should().Be((1, 1));
        result.Error.Should().BeEmpty();
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Run_shows_all_faults_of_the_list_and_sends_nothing(bool isJson)
    {
        await using var server = StartServer();
        Write("""
            {"prompt":"An otter","n":99,"size":"9x9"}
            {"custom_id":"a","prompt":"fine"}
            {
            {"custom_id":"a","prompt":"twice"}
            """);

        var result =
            await RunAsync(server, ["run", "list.jsonl", "-o", "out", .. isJson ? ["--json"] : Array.Empty<string>()]);

        result.ExitCode.Should().Be(2);
        server.Requests.Should().BeEmpty();
        Directory.Exists(_cli.PathOf("out")).Should().BeFalse();
        if (isJson)
        {
            JObject.Parse(result.Output)["faults"]!.Select(fault => (int)fault["line"]!).Should().Equal(1, 1, 3, 4);
            return;
        }

        result.Error.Should().Contain("line 1: ").And.Contain("n of at most 10").And.Contain("line 3: ")
            .And.Contain("line 4: custom_id is the same as in line 2.");
    }

    [Test]
    public async Task Run_takes_a_list_from_standard_input_and_defaults_from_options()
    {
        await using var server = StartServer();

        var result = await _cli.RunAsync(
            "An otter\nA cat\n",
            ["batch", "run", "-", "-o", "out", "--endpoint", server.Endpoint.ToString(), "--size", "1024x640"]);

        result.ExitCode.Should().Be(0, result.Error);
        server.Requests.Should().HaveCount(2).And.OnlyContain(request => request.Contains("\"size\":\"1024x640\""));
        Directory.EnumerateFiles(_cli.PathOf("out")).Select(path => Path.GetFileName(path)).Should().BeEquivalentTo(
            "0001-an-otter.png", "0002-a-cat.png", "batch.jsonl", "batch.lock");
    }

    [Test]
    public async Task Run_dry_says_how_many_images_and_changes_nothing()
    {
        await using var server = StartServer();
        Write(List);

        var result = await RunAsync(server, "run", "list.jsonl", "-o", "out", "--dry-run");

        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Contain("3 requests for 4 images to send.");
        server.Requests.Should().BeEmpty();
        _cli.Files.Should().Equal("list.jsonl");
        Directory.Exists(_cli.PathOf("out")).Should().BeFalse();
    }

    [TestCase("--images-per-minute 1", "more than --images-per-minute")]
    [TestCase("--images-per-minute 0", "--images-per-minute requires a whole number from 1")]
    [TestCase("--concurrency 0", "--concurrency requires")]
    [TestCase("--partial-images 2", "--partial-images")]
    public async Task Run_refuses_options_that_cannot_work(string options, string message)
    {
        await using var server = StartServer();
        Write(List);

        var result = await RunAsync(server, ["run", "list.jsonl", "-o", "out", .. options.Split(' ')]);

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain(message);
        server.Requests.Should().BeEmpty();
    }

    [TestCase("run", "list.jsonl", "-o", "out", "--concurrency", "0")]
    [TestCase("run", "list.jsonl")]
    [TestCase("export")]
    [TestCase("import", "--list", "list.jsonl", "--bogus")]
    public async Task Json_is_one_line_for_wrong_usage_as_well(params string[] arguments)
    {
        Write(List);

        var result = await _cli.RunAsync(["batch", .. arguments, "--json"]);

        result.ExitCode.Should().Be(2);
        result.Output.Trim().Split('\n').Should().ContainSingle();
        ((string)JObject.Parse(result.Output)["error"]!["message"]!).Should().NotBeEmpty();
        result.Error.Should().BeEmpty();
    }

    [Test]
    public async Task Run_prints_paths_as_they_are_even_if_they_look_like_a_key()
    {
        const string Folder = "3f2504e0-4f89-11d3-9a0c-0305e82c3301";
        await using var server = StartServer();
        Write(List);

        var result = await RunAsync(server, "run", "list.jsonl", "-o", Folder);

        result.Output.Should().Contain("Saved " + Path.Combine(Folder, "0001-a.png"));
    }

    [TestCase("batch", "run", "list.jsonl", "-o", "out", "--emulator", "--json")]
    [TestCase("batch", "run", "list.jsonl", "-o", "out", "--emulator")]
    [TestCase("batch", "export", "list.jsonl", "--json")]
    [TestCase("An otter", "--emulator", "--json")]
    public async Task An_output_that_cannot_be_written_to_is_an_error(params string[] arguments)
    {
        Write("{\"prompt\":\"An otter\"}");

        var result = await _cli.RunOnFullDiskAsync(arguments);

        result.ExitCode.Should().BeOneOf(1, 2);
        result.Error.Should().StartWith("error: ");
    }

    [Test]
    public async Task Run_says_what_is_missing()
    {
        Write(List);
        _cli.Environment.Clear();

        (await _cli.RunAsync("batch", "run", "list.jsonl", "-o", "out")).Should().BeEquivalentTo(
            new { ExitCode = 2, Error = "error: There is no key. Set OPENAI_API_KEY, or try --emulator.\n" });
        (await _cli.RunAsync("batch", "run", "other.jsonl", "-o", "out")).ExitCode.Should().Be(2);
        (await _cli.RunAsync("batch", "run", "list.jsonl")).ExitCode.Should().Be(2);
        (await _cli.RunAsync("otter", "batch", "run", "list.jsonl", "-o", "out")).ExitCode.Should().Be(2);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Run_interrupted_gives_calls_their_time_and_exits_with_130(bool isCtrlC)
    {
        var sent = new TaskCompletionSource();
        var ending = new TaskCompletionSource();
        await using var server = new FaultServer(async connection =>
        {
            sent.TrySetResult();
            await ending.Task;
            await connection.RespondAsync(200, Body(1));
        });
        Write(List);
        using var process = _cli.Start(
            "batch", "run", "list.jsonl", "-o", "out", "--endpoint", server.Endpoint.ToString(), "--concurrency", "1");
        await sent.Task;

        if (isCtrlC) CliProcess.PressCtrlC(process);
        else CliProcess.Terminate(process);
        ending.SetResult();
        var result = await CliProcess.FinishAsync(process);

        result.ExitCode.Should().Be(130);
        Journal.Should().Equal("sent a", "done a");
        result.Output.Should().MatchRegex(@"Items left\s+\|\s+2 \|");
    }

    [Test]
    public async Task Run_interrupted_cancels_calls_after_the_grace_period_and_lists_them_next_time()
    {
        var sent = new TaskCompletionSource();
        var ending = new TaskCompletionSource();
        await using var server = new FaultServer(async _ =>
        {
            sent.TrySetResult();
            await ending.Task;
        });
        Write(List);
        string[] arguments =
        [
            "batch", "run", "list.jsonl", "-o", "out", "--endpoint", server.Endpoint.ToString(), "--concurrency", "1",
            "--grace", "0",
        ];
        using var process = _cli.Start(arguments);
        await sent.Task;

        CliProcess.PressCtrlC(process);
        var result = await CliProcess.FinishAsync(process);
        ending.SetResult();
        var next = await _cli.RunAsync([.. arguments, "--dry-run"]);

        result.ExitCode.Should().Be(130);
        Journal.Should().Equal("sent a", "unknown a");
        next.Output.Should().Contain("may have been charged").And.Contain("line 1 (a)").And.Contain("2 requests");
    }

    [Test]
    public async Task Export_and_import_are_the_way_through_the_Batch_API()
    {
        Write("{\"prompt\":\"An otter\"}\n{\"prompt\":\"A cat\"}");

        var export = await _cli.RunAsync("batch", "export", "list.jsonl", "-o", "requests.jsonl");
        export.ExitCode.Should().Be(0, export.Error);
        var ids = (await File.ReadAllLinesAsync(_cli.PathOf("requests.jsonl")))
            .Select(line => (string)JObject.Parse(line)["custom_id"]!).ToList();
        await File.WriteAllTextAsync(
            _cli.PathOf("output.jsonl"),
            $$$"""{"custom_id":"{{{ids[1]}}}","response":{"status_code":200,"body":{{{Body(1)}}}},"error":null}""");
        var import = await _cli.RunAsync("batch", "import", "output.jsonl", "-o", "out", "--list", "list.jsonl");
        await using var server = StartServer();
        var run = await RunAsync(server, "run", "list.jsonl", "-o", "out");

        import.ExitCode.Should().Be(0, import.Error);
        import.Output.Should().Contain("0002-a-cat.png");
        run.ExitCode.Should().Be(0, run.Error);
        server.Requests.Should().ContainSingle().Which.Should().Contain("An otter");
    }

    [Test]
    public async Task Import_counts_lines_of_no_item_without_a_total()
    {
        Write("""{"prompt":"An otter"}""");
        await File.WriteAllTextAsync(_cli.PathOf("output.jsonl"), "broken\n{\"custom_id\":\"other\"}\n");

        var result = await _cli.RunAsync("batch", "import", "output.jsonl", "-o", "out", "--list", "list.jsonl");

        result.ExitCode.Should().Be(1);
        result.Output.Should().Contain("1/1 Failed: invalid_line: Line 1 of ")
            .And.Contain("2 Failed: other: not_in_list: ");
    }

    [Test]
    public async Task Import_that_fails_after_it_has_saved_an_image_exits_with_1()
    {
        Write("""{"custom_id":"a","prompt":"An otter"}""");
        await File.WriteAllTextAsync(
            _cli.PathOf("output.jsonl"),
            $$$"""{"custom_id":"a","response":{"status_code":200,"body":{{{Body(1)}}}}}""");
        await using var locked = new FileStream(
            _cli.PathOf("locked.jsonl"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var result = await _cli.RunAsync(
            "batch", "import", "output.jsonl", "locked.jsonl", "-o", "out", "--list", "list.jsonl");

        result.ExitCode.Should().Be(1);
        result.Output.Should().Contain("0001-a.png");
        result.Error.Should().StartWith("error: ");
    }

    [Test]
    public async Task Run_dry_says_one_request_for_one_image()
    {
        await using var server = StartServer();
        Write("""{"prompt":"An otter"}""");

        var result = await RunAsync(server, "run", "list.jsonl", "-o", "out", "--dry-run");

        result.Output.Should().Contain("1 item: 0 done").And.Contain("1 request for 1 image to send.");
    }

    private static string Body(int images) => new JObject
    {
        ["data"] = new JArray(Enumerable.Repeat(0, images).Select(_ => new JObject { ["b64_json"] = TestImages.Png })),
        ["usage"] = new JObject { ["input_tokens"] = 3, ["output_tokens"] = 5 },
    }.ToString(Newtonsoft.Json.Formatting.None);

    private static FaultServer StartServer() => new(connection =>
        connection.LastRequest.Contains("refuse me", StringComparison.Ordinal)
            ? connection.RespondAsync(400, """{"error":{"code":"some_code","message":"No."}}""")
            : connection.RespondAsync(
                200, Body(connection.LastRequest.Contains("\"n\":2", StringComparison.Ordinal) ? 2 : 1)));

    private void Write(string list) => File.WriteAllText(_cli.PathOf("list.jsonl"), list);

    private Task<CliResult> RunAsync(FaultServer server, params string[] arguments) =>
        _cli.RunAsync(["batch", .. arguments, "--endpoint", server.Endpoint.ToString()]);
}
