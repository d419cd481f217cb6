using System.Runtime.Versioning;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Batch.Tests;

/// <summary>Lists as files for the Batch API.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ExportTests : IDisposable
{
    private readonly BatchFixture _batch = new();

    private string Target => Path.Combine(Path.GetDirectoryName(_batch.ListPath)!, "batch-requests.jsonl");

    public void Dispose() => _batch.Dispose();

    [Test]
    public async Task WriteAsync_writes_lines_of_the_Batch_API()
    {
        var list = await _batch.Write(
            "list.jsonl",
            """{"custom_id":"a","prompt":"2026-01-02T03:04:05Z","output":"x.png","seed":7}""",
            """{"prompt":"two","model":"gpt-image-2"}""").ReadAsync();

        (await ImageBatchExport.WriteAsync(list, Target)).Should().Equal(Target);

        var lines = await File.ReadAllLinesAsync(Target);
        lines[0].Should().Be(
            """{"custom_id":"a","method":"POST","url":"/v1/images/generations","body":"""
            + """{"prompt":"2026-01-02T03:04:05Z","model":"gpt-image-2","seed":7}}""");
        ((string)JObject.Parse(lines[1])["custom_id"]!).Should().Be(list.ReadItems().Last().Id);
        var again = await ImageBatchList.ReadAsync(Target);
        again.ReadItems().Select(item => item.Request.ToJson())
            .Should().Equal(list.ReadItems().Select(item => item.Request.ToJson()));
    }

    [Test]
    public async Task WriteAsync_writes_a_file_for_each_model()
    {
        var list = await _batch.Write(
            "list.jsonl", """{"prompt":"a"}""", """{"prompt":"b","model":"my/model"}""", """{"prompt":"c"}""")
            .ReadAsync();

        var paths = await ImageBatchExport.WriteAsync(list, Target);

        paths.Select(path => Path.GetFileName(path)).Should().Equal(
            "batch-requests-gpt-image-2.jsonl", "batch-requests-my-model.jsonl");
        paths.Select(path => File.ReadLines(path).Count()).Should().Equal(2, 1);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task WriteAsync_gives_models_whose_file_names_would_be_the_same_a_file_each(bool overwrite)
    {
        string[] models = ["org/m", "org-m", "ORG-M", "org-m-2"];
        var list = await _batch.Write(
            "list.jsonl", [.. models.Select(model => $$"""{"prompt":"a","model":"{{model}}"}""")]).ReadAsync();

        var paths = await ImageBatchExport.WriteAsync(list, Target, overwrite);

        paths.Should().OnlyHaveUniqueItems();
        paths.Select(path => (string)JObject.Parse(File.ReadLines(path).Single())["body"]!["model"]!)
            .Should().Equal(models);
    }

    [Test]
    public async Task WriteAsync_begins_another_file_after_50000_requests()
    {
        var list = await _batch.Write("list.txt", [.. Enumerable.Repeat("a", 50_001)]).ReadAsync();

        var paths = await ImageBatchExport.WriteAsync(list, Target);

        paths.Select(path => Path.GetFileName(path)).Should().Equal(
            "batch-requests-gpt-image-2.jsonl", "batch-requests-gpt-image-2-2.jsonl");
        paths.Select(path => File.ReadLines(path).Count()).Should().Equal(50_000, 1);
        File.ReadLines(paths[0]).Concat(File.ReadLines(paths[1]))
            .Select(line => (string)JObject.Parse(line)["custom_id"]!).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public async Task WriteAsync_begins_another_file_after_200_megabytes()
    {
        // A kilobyte of prompt becomes 6 of JSON.
        var prompt = new string('\u0001', 31_000);
        var list = await _batch.Write("list.txt", [.. Enumerable.Repeat($"a{prompt}a", 1_100)]).ReadAsync();

        var paths = await ImageBatchExport.WriteAsync(list, Target);

        paths.Should().HaveCount(2);
        paths.Select(path => new FileInfo(path).Length).Should().OnlyContain(length => length <= 200_000_000);
        paths.Sum(path => File.ReadLines(path).Count()).Should().Be(1_100);
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Links and modes of Unix.")]
    [UnsupportedOSPlatform("windows")]
    public async Task WriteAsync_writes_to_the_target_of_a_link_and_keeps_its_mode()
    {
        var list = await _batch.Write("list.txt", "one").ReadAsync();
        var mine = Target + ".mine";
        await File.WriteAllTextAsync(mine, "mine");
        File.SetUnixFileMode(mine, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(Target, mine);

        await ImageBatchExport.WriteAsync(list, Target, overwrite: true);

        (await File.ReadAllTextAsync(mine)).Should().Contain("one");
        File.GetUnixFileMode(mine).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        new FileInfo(Target).LinkTarget.Should().Be(mine);
    }

    [Test]
    [Platform("Linux")]
    public async Task WriteAsync_does_not_replace_a_device()
    {
        var list = await _batch.Write("list.txt", "one").ReadAsync();
        File.CreateSymbolicLink(Target, "/dev/full");

        var write = () => ImageBatchExport.WriteAsync(list, Target, overwrite: true);

        await write.Should().ThrowAsync<IOException>().WithMessage("*is a device.");
    }

    [Test]
    public async Task WriteAsync_replaces_files_only_if_asked_to()
    {
        var list = await _batch.Write("list.txt", "one").ReadAsync();
        await File.WriteAllTextAsync(Target, "mine");

        await FluentActions.Awaiting(() => ImageBatchExport.WriteAsync(list, Target))
            .Should().ThrowAsync<IOException>().WithMessage("*already exists.");
        (await File.ReadAllTextAsync(Target)).Should().Be("mine");
        await ImageBatchExport.WriteAsync(list, Target, overwrite: true);

        (await File.ReadAllTextAsync(Target)).Should().Contain("one");
        Directory.EnumerateFiles(Path.GetDirectoryName(Target)!).Should().HaveCount(2, "nothing temporary is left");
    }
}
