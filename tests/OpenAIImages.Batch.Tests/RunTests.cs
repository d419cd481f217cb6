namespace OpenAIImages.Batch.Tests;

/// <summary>What a run does, and what is in the folder after it.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class RunTests : IDisposable
{
    private readonly BatchFixture _batch = new();

    public void Dispose() => _batch.Dispose();

    [Test]
    public async Task RunAsync_saves_every_image_and_returns_every_result()
    {
        _batch.Write(
            "list.jsonl",
            """{"custom_id":"a","prompt":"one"}""",
            """{"prompt":"Two Otters","n":2}""",
            """{"custom_id":"c","prompt":"three","output":"sub/hero"}""");

        var results = await _batch.RunAsync();

        _batch.Files.Should().Equal(
            "0001-a.png", "0002-two-otters-1.png", "0002-two-otters-2.png", "sub/hero.png");
        (await File.ReadAllBytesAsync(_batch.PathOf("0001-a.png"))).Should().Equal(BatchFixture.Png);
        results.Select(result => (result.Line, result.Status)).Should().Equal(
            (1, ImageBatchStatus.Done), (2, ImageBatchStatus.Done), (3, ImageBatchStatus.Done));
        results[1].Paths.Should().HaveCount(2).And.OnlyContain(path => File.Exists(path));
        results[0].Response!.Usage!.TotalTokens.Should().Be(8);
    }

    [Test]
    public async Task RunAsync_writes_the_journal_of_what_was_sent_and_done()
    {
        _batch.Write("list.jsonl", """{"custom_id":"a","prompt":"one"}""", """{"custom_id":"b","prompt":"two"}""");
        _batch.Respond = (request, _) =>
        {
            var isRefused = (string?)request["prompt"] == "two";
            if (isRefused) return Task.FromResult(BatchFixture.Error(400, "some_code", "No!"));
            var response = BatchFixture.Images(request);
            response.Headers.Add("x-request-id", "req_1");
            return Task.FromResult(response);
        };

        await _batch.RunAsync();

        _batch.Events.Should().Equal("sent a", "done a", "sent b", "failed b");
        var entries = _batch.Journal.ToList();
        entries[1].Properties().Select(it => it.Name).Should().Equal(
            "time", "event", "id", "line", "hash", "paths", "request_id", "usage", "seconds");
        entries[1]["paths"]!.Values<string>().Should().Equal("0001-a.png");
        ((string?)entries[1]["request_id"]).Should().Be("req_1");
        ((int)entries[1]["usage"]!["output_tokens"]!).Should().Be(5);
        ((string?)entries[3]["code"], (string?)entries[3]["message"]).Should().Be(("some_code", "No!"));
    }

    [Test]
    public async Task RunAsync_writes_that_an_item_is_sent_before_it_is()
    {
        _batch.Write("list.jsonl", """{"custom_id":"a","prompt":"one"}""");
        string[] events = [];
        _batch.Respond = (request, _) =>
        {
            events = [.. _batch.Events];
            return Task.FromResult(BatchFixture.Images(request));
        };

        await _batch.RunAsync();

        events.Should().Equal("sent a");
    }

    [Test]
    public async Task RunAsync_again_sends_what_is_new_only()
    {
        await _batch.Write("list.txt", "one", "two").RunAsync();
        await _batch.Write("list.txt", "zero", "two", "one", "one").RunAsync();

        _batch.Prompts.Should().Equal("one", "two", "zero", "one");
        _batch.Files.Should().Equal("0001-one.png", "0001-zero.png", "0002-two.png", "0004-one.png");
    }

    [Test]
    public async Task RunAsync_sends_failed_items_again_only_if_asked_to()
    {
        _batch.Write("list.jsonl", """{"custom_id":"a","prompt":"one","n":2}""").Respond =
            (_, _) => Task.FromResult(BatchFixture.Error(400, "some_code"));
        await _batch.RunAsync();
        _batch.Respond = (request, _) => Task.FromResult(BatchFixture.Images(request));

        (await _batch.RunAsync()).Should().BeEmpty();
        (await _batch.PlanAsync()).Should().BeEquivalentTo(new { Items = 1, Failed = 1, Done = 0, Requests = 0 });
        _batch.Options.RetryFailed = true;
        (await _batch.PlanAsync()).Should().BeEquivalentTo(new { Failed = 1, Requests = 1, Images = 2 });
        (await _batch.RunAsync()).Single().Status.Should().Be(ImageBatchStatus.Done);

        _batch.Events.Should().Equal("sent a", "failed a", "sent a", "done a");
        _batch.Journal.Should().NotContain(entry => entry["may_repeat_charge"] != null);
    }

    [Test]
    public async Task RunAsync_sends_items_without_a_known_end_again_only_if_asked_to()
    {
        _batch.Write("list.jsonl", """{"custom_id":"a","prompt":"one"}""", """{"custom_id":"b","prompt":"two"}""");
        await _batch.RunAsync();
        // As a kill leaves it: a sent, and its image not in the journal.
        var journal = _batch.PathOf("batch.jsonl");
        var lines = await File.ReadAllLinesAsync(journal);
        await File.WriteAllTextAsync(journal, lines[0] + "\n" + lines[2] + "\n" + lines[3] + "\n{\"event\":\"don");
        var leftover = _batch.PathOf($".{Guid.NewGuid():N}.tmp");
        await File.WriteAllTextAsync(leftover, "half");

        (await _batch.RunAsync()).Should().BeEmpty();
        var plan = await _batch.PlanAsync();
        plan.Unknown.Select(item => (item.Id, item.Line)).Should().Equal(("a", 1));
        _batch.Options.RetryUnknown = true;
        var result = (await _batch.RunAsync()).Single();

        result.Should().BeEquivalentTo(new { Id = "a", Status = ImageBatchStatus.Done, MayRepeatCharge = true });
        _batch.Events.Should().Equal("sent a", "sent b", "done b", "sent a", "done a");
        ((bool)_batch.Journal.ElementAt(3)["may_repeat_charge"]!).Should().BeTrue();
        _batch.Files.Should().Equal("0001-a.png", "0002-b.png");
    }

    [Test]
    public async Task RunAsync_takes_a_line_that_has_changed_as_new_and_keeps_its_former_image()
    {
        await _batch.Write("list.jsonl", """{"custom_id":"a","prompt":"one"}""", """{"prompt":"b"}""").RunAsync();
        _batch.Write("list.jsonl", """{"custom_id":"a","prompt":"other"}""", """{"prompt":"b","n":1}""");

        (await _batch.PlanAsync()).Should().BeEquivalentTo(
            new { ChangedLines = Enumerable.Range(1, 2), Requests = 2, Done = 0, Removed = 1 });
        await _batch.RunAsync();
        var again = await _batch.PlanAsync();

        _batch.Prompts.Should().Equal("one", "b", "other", "b");
        _batch.Files.Should().Equal("0001-a-2.png", "0001-a.png", "0002-b-2.png", "0002-b.png");
        again.Should().BeEquivalentTo(new { ChangedLines = Array.Empty<int>(), Done = 2, Requests = 0 });
    }

    [Test]
    public async Task RunAsync_takes_JSON_that_is_laid_out_otherwise_as_the_same()
    {
        await _batch.Write("list.jsonl", """{"custom_id":"a","prompt":"one"}""").RunAsync();
        await _batch.Write(
            "list.jsonl", """{ "custom_id": "a", "method": "POST", "body": { "prompt": "one" } }""").RunAsync();

        _batch.Requests.Should().HaveCount(1);
    }

    [Test]
    public async Task OpenAsync_refuses_to_replace_a_file_that_no_run_has_written()
    {
        _batch.Write("list.txt", "one", "two");
        Directory.CreateDirectory(_batch.Folder);
        await File.WriteAllTextAsync(_batch.PathOf("0002-two.webp"), "mine");

        var failure = await _batch.Invoking(it => it.RunAsync()).Should().ThrowAsync<ImageBatchListException>();
        _batch.Options.Overwrite = true;
        await _batch.RunAsync();

        failure.Which.Faults.Single().ToString().Should().Be("line 2: 0002-two.webp already exists.");
        _batch.Requests.Should().HaveCount(2);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task OpenAsync_refuses_a_file_where_an_image_needs_a_folder(bool overwrite)
    {
        _batch.Write("list.jsonl", """{"prompt":"one"}""", """{"prompt":"two","output":"a/b/two.png"}""");
        Directory.CreateDirectory(_batch.PathOf("a"));
        await File.WriteAllTextAsync(_batch.PathOf("a/b"), "mine");
        _batch.Options.Overwrite = overwrite;

        var failure = await _batch.Invoking(it => it.RunAsync()).Should().ThrowAsync<ImageBatchListException>();

        failure.Which.Faults.Single().ToString().Should().Be("line 2: a/b is a file, not a folder.");
        _batch.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task OpenAsync_refuses_a_folder_that_another_run_has()
    {
        using var first = await _batch.Write("list.txt", "one").OpenAsync();

        await _batch.Invoking(it => it.OpenAsync()).Should().ThrowAsync<IOException>().WithMessage("Another run*");
        first.Dispose();
        await _batch.RunAsync();
    }

    [TestCase("{\"event\":\"sent\"", true)]
    [TestCase("\0\0\0", true)]
    [TestCase("{\"event\":\"sent\"\n", false)]
    [TestCase("{\"event\":\"sent\"}\n", false)]
    [TestCase("{\"event\":\"of a later version\"}\n", true)]
    public async Task OpenAsync_takes_a_torn_last_line_of_the_journal_and_nothing_else(string end, bool isTaken)
    {
        await _batch.Write("list.txt", "one").RunAsync();
        await File.AppendAllTextAsync(_batch.PathOf("batch.jsonl"), end);

        if (!isTaken)
        {
            await _batch.Invoking(it => it.RunAsync()).Should().ThrowAsync<InvalidDataException>()
                .WithMessage("Line 3 of *");
            return;
        }

        await _batch.Write("list.txt", "one", "two").RunAsync();
        _batch.Requests.Should().HaveCount(2);
        _batch.Journal.Should().HaveCount(end.EndsWith('\n') ? 5 : 4);
    }

    [Test]
    public async Task PlanAsync_changes_nothing()
    {
        var plan = await _batch.Write("list.txt", "one", "two").PlanAsync();

        plan.Should().BeEquivalentTo(new { Items = 2, Requests = 2, Images = 2 });
        Directory.Exists(_batch.Folder).Should().BeFalse();
    }

    [Test]
    public async Task RunAsync_sends_as_many_requests_at_once_as_Concurrency_says()
    {
        _batch.Options.Concurrency = 3;
        _batch.Write("list.txt", [.. Enumerable.Range(0, 9).Select(number => $"prompt {number}")]);
        var (running, most) = (0, 0);
        var full = new TaskCompletionSource();
        _batch.Respond = async (request, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            if (running == 3) full.TrySetResult();
            await full.Task;
            Interlocked.Decrement(ref running);
            return BatchFixture.Images(request);
        };

        await _batch.RunAsync();

        most.Should().Be(3);
        _batch.Files.Should().HaveCount(9);
    }

    [Test]
    public async Task RunAsync_can_be_called_once()
    {
        using var run = await _batch.Write("list.txt", "one").OpenAsync();
        await foreach (var _ in run.RunAsync())
        {
        }

        await run.Invoking(async it => await it.RunAsync().GetAsyncEnumerator().MoveNextAsync())
            .Should().ThrowAsync<InvalidOperationException>();
    }

    [Test]
    public async Task OpenJournal_replaces_the_file()
    {
        var journal = new MemoryJournal();
        _batch.Options.OpenJournal = _ => journal;
        await _batch.Write("list.txt", "one").RunAsync();
        await _batch.RunAsync();

        _batch.Requests.Should().HaveCount(1);
        journal.Entries.Select(entry => entry.Kind).Should().Equal(ImageBatchEvent.Sent, ImageBatchEvent.Done);
        File.Exists(_batch.PathOf("batch.jsonl")).Should().BeFalse();
    }

    private sealed class MemoryJournal : IImageBatchJournal
    {
        public List<ImageBatchEntry> Entries { get; } = [];

        public IAsyncEnumerable<ImageBatchEntry> ReadAsync(CancellationToken cancellationToken = default) =>
            Entries.ToAsyncEnumerable();

        public Task WriteAsync(ImageBatchEntry entry)
        {
            lock (Entries) Entries.Add(entry);
            return Task.CompletedTask;
        }

        public void Dispose()
        {
        }
    }
}
