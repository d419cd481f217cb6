namespace OpenAIImages.Batch.Tests;

/// <summary>
/// Lists that have changed since the last run: an image that was paid for is never replaced by another.
/// </summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ChangedListTests : IDisposable
{
    private readonly BatchFixture _batch = new();

    public void Dispose() => _batch.Dispose();

    [TestCase("failed")]
    [TestCase("unknown")]
    public async Task RunAsync_of_an_item_whose_number_has_changed_keeps_the_image_of_another(string end)
    {
        _batch.Write("list.jsonl", """{"prompt":"cat","n":1}""", """{"prompt":"cat"}""");
        _batch.Respond = (request, _) => Task.FromResult(
            request.ContainsKey("n") ? BatchFixture.Error(400, "some_code") : BatchFixture.Images(request));
        await _batch.RunAsync();
        await MarkAsync(_batch.PathOf("0002-cat.png"));
        if (end == "unknown") await RemoveFailuresAsync();
        _batch.Respond = (request, _) => Task.FromResult(BatchFixture.Images(request));
        _batch.Options.RetryFailed = _batch.Options.RetryUnknown = true;

        // The first item now has the number of the second.
        await _batch.Write(
            "list.jsonl", """{"prompt":"dog"}""", """{"prompt":"cat","n":1}""", """{"prompt":"cat"}""").RunAsync();

        _batch.Files.Should().Equal("0001-dog.png", "0002-cat-2.png", "0002-cat.png");
        (await File.ReadAllTextAsync(_batch.PathOf("0002-cat.png"))).Should().Be("marked");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task RunAsync_of_a_new_item_keeps_the_image_of_another_under_its_name(bool overwrite)
    {
        await _batch.Write("list.jsonl", """{"prompt":"cat"}""").RunAsync();
        await MarkAsync(_batch.PathOf("0001-cat.png"));
        _batch.Options.Overwrite = overwrite;

        var results = await _batch.Write(
            "list.jsonl", """{"prompt":"cat","n":1}""", """{"prompt":"cat"}""").RunAsync();

        results.Single().Paths.Should().Equal(_batch.PathOf("0001-cat-2.png"));
        (await File.ReadAllTextAsync(_batch.PathOf("0001-cat.png"))).Should().Be("marked");
    }

    private static Task MarkAsync(string path) => File.WriteAllTextAsync(path, "marked");

    /// <summary>Leaves the journal as if the process had been killed before a call failed.</summary>
    private async Task RemoveFailuresAsync()
    {
        var journal = _batch.PathOf(ImageBatchJournal.FileName);
        var lines = await File.ReadAllLinesAsync(journal);
        await File.WriteAllLinesAsync(journal, lines.Where(line => !line.Contains("\"failed\"")));
    }
}
