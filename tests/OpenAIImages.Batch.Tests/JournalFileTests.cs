namespace OpenAIImages.Batch.Tests;

/// <summary>What may be in the file of the journal besides what a run has written.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JournalFileTests : IDisposable
{
    private readonly BatchFixture _batch = new();

    private string JournalPath => _batch.PathOf(ImageBatchJournal.FileName);

    public void Dispose() => _batch.Dispose();

    [TestCase("{\"prompt\":\"one\"}")]
    [TestCase("{\"prompt\":\"one\"}\n")]
    [TestCase("{\"prompt\":\"one\"}\n{\"prompt\":\"two\"}")]
    public async Task OpenAsync_does_not_write_to_a_list_that_has_the_name_of_the_journal(string list)
    {
        Directory.CreateDirectory(_batch.Folder);
        await File.WriteAllTextAsync(JournalPath, list);
        var read = await ImageBatchList.ReadAsync(JournalPath, _batch.ListOptions);

        await new ImageBatch(_batch.Client).Invoking(it => it.OpenAsync(read, _batch.Folder))
            .Should().ThrowAsync<InvalidDataException>().WithMessage("Line * is not an entry.");

        (await File.ReadAllTextAsync(JournalPath)).Should().Be(list);
    }

    [Test]
    public async Task RunAsync_takes_a_whole_last_entry_without_a_line_break()
    {
        await _batch.Write("list.txt", "one").RunAsync();
        // As some editors leave it.
        await File.WriteAllTextAsync(JournalPath, (await File.ReadAllTextAsync(JournalPath)).TrimEnd('\n'));

        (await _batch.PlanAsync()).Should().BeEquivalentTo(new { Done = 1, Requests = 0 });
        await _batch.Write("list.txt", "one", "two").RunAsync();

        _batch.Prompts.Should().Equal("one", "two");
        _batch.Journal.Select(entry => (string)entry["event"]!).Should().Equal("sent", "done", "sent", "done");
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Links need a privilege on Windows.")]
    public async Task RunAsync_leaves_temporary_files_alone_that_are_not_in_the_folder()
    {
        await _batch.Write("list.txt", "one").RunAsync();
        // As a kill leaves it: sent, and nothing more.
        await File.WriteAllLinesAsync(JournalPath, (await File.ReadAllLinesAsync(JournalPath)).Take(1));
        var elsewhere = Directory.CreateDirectory(_batch.Folder + "-elsewhere").FullName;
        var name = $".{Guid.NewGuid():N}.tmp";
        await File.WriteAllTextAsync(Path.Combine(elsewhere, name), "of another");
        await File.WriteAllTextAsync(_batch.PathOf(name), "left over");
        Directory.CreateSymbolicLink(_batch.PathOf("link"), elsewhere);

        await _batch.RunAsync();

        File.Exists(_batch.PathOf(name)).Should().BeFalse();
        File.Exists(Path.Combine(elsewhere, name)).Should().BeTrue();
    }

    [Test]
    public async Task OpenAsync_refuses_an_entry_with_a_path_that_is_null()
    {
        await _batch.Write("list.txt", "one").RunAsync();
        var text = await File.ReadAllTextAsync(JournalPath);
        await File.WriteAllTextAsync(JournalPath, text.Replace("\"0001-one.png\"", "null", StringComparison.Ordinal));

        await _batch.Write("list.txt", "two").Invoking(it => it.RunAsync())
            .Should().ThrowAsync<InvalidDataException>().WithMessage("Line 2 of *");
    }
}
