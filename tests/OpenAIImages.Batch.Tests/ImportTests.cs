using System.Net;
using System.Net.Sockets;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Batch.Tests;

/// <summary>Results of the Batch API come to the folder as those of a run do.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ImportTests : IDisposable
{
    private static readonly string Image = Convert.ToBase64String(BatchFixture.Png);

    private readonly BatchFixture _batch = new();

    public ImportTests() =>
        _batch.Write("list.jsonl", [.. "abcd".Select(id => $$"""{"custom_id":"{{id}}","prompt":"{{id}}"}""")]);

    public void Dispose() => _batch.Dispose();

    [Test]
    public async Task ReadAsync_saves_images_in_any_order_and_a_run_does_the_rest()
    {
        var results = await ImportAsync(
            Line("c", 200, Images(Image)),
            Line("a", 400, """{"error":{"code":"moderation_blocked","message":"No {\"}."}}"""),
            """{"id":"r","custom_id":"d","response":null,"error":{"code":"batch_expired","message":"Too late."}}""");

        results.Select(result => (result.Id, result.Line, result.Status, result.Code)).Should().Equal(
            ("c", 3, ImageBatchStatus.Done, null),
            ("a", 1, ImageBatchStatus.Failed, "moderation_blocked"),
            ("d", 4, ImageBatchStatus.Failed, "batch_expired"));
        (results[0].RequestId, results[1].Message).Should().Be(("req_c", "No {\"}."));
        _batch.Events.Should().Equal("done c", "failed a", "deferred d");
        ((int)_batch.Journal.First()["usage"]!["total_tokens"]!).Should().Be(8);
        _batch.Files.Should().Equal("0003-c.png");

        (await _batch.RunAsync()).Select(result => result.Id).Should().Equal("b", "d");
        _batch.Files.Should().Equal("0002-b.png", "0003-c.png", "0004-d.png");
    }

    [Test]
    public async Task ReadAsync_recognizes_the_ids_that_an_export_gives()
    {
        var list = await _batch.Write("list.txt", "one", "one").ReadAsync();
        var ids = list.ReadItems().Select(item => item.Id).ToList();

        await ImportAsync([.. ids.Select(id => Line(id, 200, Images(Image)))]);

        _batch.Files.Should().Equal("0001-one.png", "0002-one.png");
        (await _batch.RunAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task ReadAsync_takes_properties_in_another_order()
    {
        var body = Images(Image);
        await ImportAsync(
            $$$"""{"error":null,"response":{"body":{{{body}}},"status_code":200},"custom_id":"a"}""",
            $$$"""  {"response" : { "body" :  {{{body}}} , "status_code" : 200 } , "custom_id" : "b" }  """,
            "",
            Line("c", 200, Images(Image.Replace("/", "\\/", StringComparison.Ordinal))));

        _batch.Files.Should().Equal("0001-a.png", "0002-b.png", "0003-c.png");
        (await File.ReadAllBytesAsync(_batch.PathOf("0003-c.png"))).Should().Equal(BatchFixture.Png);
    }

    [Test]
    public async Task ReadAsync_skips_what_is_done_and_replaces_what_is_not_known()
    {
        await _batch.RunAsync();
        var journal = await File.ReadAllLinesAsync(_batch.PathOf("batch.jsonl"));
        await File.WriteAllLinesAsync(_batch.PathOf("batch.jsonl"), journal[..^1]);

        var results = await ImportAsync([.. "abcd".Select(id => Line($"{id}", 200, Images(Image)))]);

        results.Single().Id.Should().Be("d");
        _batch.Files.Should().Equal("0001-a.png", "0002-b.png", "0003-c.png", "0004-d.png");
    }

    [TestCase("""{"custom_id":"x","response":{"status_code":200,"body":{"data":[]}}}""", "not_in_list")]
    [TestCase("""{"response":{"status_code":200,"body":{"data":[]}}}""", "not_in_list")]
    [TestCase("""{"custom_id":"a","response":{"status_code":200,"body":{"data":[{"b64_json":"iVBO""", "invalid_line")]
    [TestCase("""{"custom_id":"a",""", "invalid_line")]
    [TestCase("""{"response":{"body":{""", "invalid_line")]
    [TestCase("[]", "invalid_line")]
    public async Task ReadAsync_returns_lines_that_belong_to_no_item_and_reads_on(string line, string code)
    {
        var results = await ImportAsync(line, Line("b", 200, Images(Image)));

        results.Select(result => (result.Line, result.Code)).Should().Equal((0, code), (2, null));
        _batch.Events.Should().Equal("done b");
        _batch.Files.Should().Equal("0002-b.png");
    }

    [Test]
    public async Task ReadAsync_fails_an_item_whose_body_has_no_image()
    {
        var results = await ImportAsync(Line("a", 200, """{"data":[}"""), Line("b", 200, Images("?")));

        results.Select(result => (result.Id, result.Code, result.MayBeCharged)).Should().Equal(
            ("a", "invalid_response", true), ("b", "invalid_response", true));
    }

    [TestCase("1000")]
    [TestCase("-1")]
    public async Task ReadAsync_reads_on_after_a_status_that_HTTP_does_not_have(string status)
    {
        var line = Line("a", 200, Images(Image)).Replace(":200,", $":{status},", StringComparison.Ordinal);

        var results = await ImportAsync(line, Line("b", 200, Images(Image)));

        results.Select(result => (result.Line, result.Code)).Should().Equal((0, "invalid_line"), (2, null));
        _batch.Files.Should().Equal("0002-b.png");
    }

    [TestCase("")]
    [TestCase("}} trailing")]
    [TestCase(",\"x\":1")]
    public async Task ReadAsync_returns_what_it_has_saved_whatever_follows_in_the_line(string end)
    {
        var line = $$$"""{"custom_id":"a","response":{"status_code":200,"body":{{{Images(Image)}}}{{{end}}}""";

        var results = await ImportAsync(line, Line("b", 200, Images(Image)));

        results.Select(result => (result.Id, result.Status)).Should().Equal(
            ("a", ImageBatchStatus.Done), ("b", ImageBatchStatus.Done));
        _batch.Events.Should().Equal("done a", "done b");
    }

    [Test]
    public async Task ReadAsync_can_be_repeated_after_a_kill_between_an_image_and_its_entry()
    {
        string[] lines = [.. "abcd".Select(id => Line($"{id}", 200, Images(Image)))];
        await ImportAsync(lines);
        // As a kill leaves it: two images are not in the journal, and another is not complete.
        var journal = await File.ReadAllLinesAsync(_batch.PathOf("batch.jsonl"));
        await File.WriteAllLinesAsync(_batch.PathOf("batch.jsonl"), journal[..2]);
        await File.WriteAllTextAsync(_batch.PathOf("0003-c.png"), "marked");
        await File.WriteAllTextAsync(_batch.PathOf($".{Guid.NewGuid():N}.tmp"), "half");

        var results = await ImportAsync([Line("c", 400, "{}"), .. lines]);

        results.Select(result => (result.Id, result.Status)).Should().Equal(
            ("c", ImageBatchStatus.Failed), ("c", ImageBatchStatus.Done), ("d", ImageBatchStatus.Done));
        _batch.Files.Should().Equal(
            "0001-a.png", "0002-b.png", "0003-c-2.png", "0003-c.png", "0004-d-2.png", "0004-d.png");
        (await File.ReadAllTextAsync(_batch.PathOf("0003-c.png"))).Should().Be("marked", "nothing is replaced");
        (await _batch.RunAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task ReadAsync_saves_several_images_of_a_line()
    {
        await _batch.Write("list.jsonl", """{"custom_id":"a","prompt":"a","n":2,"output":"x/y"}""").ReadAsync();

        await ImportAsync(Line("a", 200, Images(Image, Image)));

        _batch.Files.Should().Equal("x/y-1.png", "x/y-2.png");
    }

    [TestCase("http", "The image is at an http address")]
    [TestCase("https", "leads to this machine")]
    public async Task ReadAsync_does_not_connect_to_this_machine_for_a_URL(string scheme, string message)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = $"{scheme}://{listener.LocalEndpoint}/1.png";

        var results = await ImportAsync(Line("a", 200, $$$"""{"data":[{"url":"{{{url}}}"}]}"""));

        results.Single().Status.Should().Be(ImageBatchStatus.Failed);
        results.Single().Message.Should().Contain(message);
        listener.Pending().Should().BeFalse();
    }

    [Test]
    public async Task ReadAsync_reads_a_large_file_in_order_and_each_item_once()
    {
        var ids = Enumerable.Range(0, 20).Select(number => $"{number}").ToList();
        _batch.Write("list.jsonl", [.. ids.Select(id => $$"""{"custom_id":"{{id}}","prompt":"{{id}}"}""")]);
        var lines = ids.Select(id => CreateLine(id, id == "0" ? 20_000_000 : 1_500_000)).ToList();
        lines.InsertRange(19, ["", "{"]);
        lines.Insert(5, CreateLine("0", 1_500_000)); // the first after 32 MiB, where another part begins

        var results = await ImportAsync([.. lines]);

        results.Select(result => result.Id).Where(id => id != "0").Should().Equal([.. ids[1..19], "", "19"]);
        results[^2].Message.Should().StartWith("Line 22 of ");
        _batch.Events.Should().BeEquivalentTo(ids.Select(id => $"done {id}"));
        _batch.Files.Should().Equal(ids.Select((id, index) => $"{index + 1:D4}-{id}.png"));
        _batch.Files.Skip(1).Should().OnlyContain(name => new FileInfo(_batch.PathOf(name)).Length == 1_500_000);

        static string CreateLine(string id, int length) =>
            Line(id, 200, Images(Image[..^4] + new string('A', length / 3 * 4 - Image.Length + 4)));
    }

    private static string Images(params string[] images) => new JObject
    {
        ["created"] = 1,
        ["data"] = new JArray(images.Select(image => new JObject { ["b64_json"] = new JRaw($"\"{image}\"") })),
        ["usage"] = new JObject { ["total_tokens"] = 8 },
    }.ToString(Newtonsoft.Json.Formatting.None);

    private static string Line(string id, int status, string body) =>
        $$$"""{"id":"r","custom_id":"{{{id}}}","response":{"status_code":{{{status}}},"""
        + $$$""" "request_id":"req_{{{id}}}","body":""" + body + "},\"error\":null}";

    private async Task<List<ImageBatchResult>> ImportAsync(params string[] lines)
    {
        var path = Path.Combine(Path.GetDirectoryName(_batch.ListPath)!, "output.jsonl");
        await File.WriteAllTextAsync(path, string.Join('\n', lines));
        var list = await _batch.ReadAsync();
        return await ImageBatchImport.ReadAsync(list, _batch.Folder, [path]).ToListAsync();
    }
}
