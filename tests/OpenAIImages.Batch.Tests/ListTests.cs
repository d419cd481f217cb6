namespace OpenAIImages.Batch.Tests;

/// <summary>What a list may contain, and what is said of one that cannot be run.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ListTests : IDisposable
{
    private readonly BatchFixture _batch = new();

    public void Dispose() => _batch.Dispose();

    [Test]
    public async Task ReadAsync_takes_both_forms_of_JSON_in_one_list()
    {
        var items = await ReadAsync(
            "list.jsonl",
            """{"prompt":"A cute otter","size":"1536x1024","seed":7}""",
            "",
            """{"custom_id":"a","output":"sub/hero.webp","prompt":"Two","n":2}""",
            """{"custom_id":"b","method":"POST","url":"/v1/images/generations","body":{"prompt":"Three"}}""");

        items.Select(item => (item.Number, item.Line, item.CustomId, item.Path)).Should().Equal(
            (1, 1, null, "0001-a-cute-otter"), (2, 3, "a", "sub/hero.webp"), (3, 4, "b", "0003-b"));
        items[0].Id.Should().StartWith("line-");
        items.Select(item => item.Request.Prompt).Should().Equal("A cute otter", "Two", "Three");
        items[0].Request.Size!.Value.ToString().Should().Be("1536x1024");
        ((int)items[0].Request.AdditionalProperties["seed"]!).Should().Be(7);
        items.Select(item => item.Request.Model).Should().AllBeEquivalentTo(ImageModel.GptImage2);
    }

    [Test]
    public async Task ReadAsync_takes_a_prompt_a_line()
    {
        var items = await ReadAsync("list.txt", "\uFEFF{not JSON}\r", "  ", "An otter\r", "An otter");

        items.Select(item => item.Request.Prompt).Should().Equal("{not JSON}", "An otter", "An otter");
        items.Select(item => item.Path).Should().Equal("0001-not-json", "0002-an-otter", "0003-an-otter");
        items.Select(item => item.Id).Should().OnlyHaveUniqueItems();
    }

    [TestCase("list", """{"prompt":"An otter"}""", "An otter")]
    [TestCase("list", "An otter", "An otter")]
    [TestCase("list.JSON", """{"prompt":"An otter"}""", "An otter")]
    [TestCase("list.txt", """{"prompt":"An otter"}""", """{"prompt":"An otter"}""")]
    public async Task ReadAsync_tells_the_form_by_the_name_or_else_the_first_line(
        string name, string line, string expected) =>
        (await ReadAsync(name, line)).Single().Request.Prompt.Should().Be(expected);

    [Test]
    public async Task ReadAsync_fills_what_a_line_does_not_set()
    {
        _batch.ListOptions.Defaults = new CreateImageRequest
        {
            Model = ImageModel.GptImage2,
            Quality = ImageQuality.Low,
            User = "2026-01-02T03:04:05Z",
        };

        var items = await ReadAsync(
            "list.jsonl",
            """{"prompt":"2026-01-02T03:04:05Z","quality":"high"}""",
            """{"prompt":"b","quality":null}""");

        items.Select(item => item.Request.Quality).Should().Equal(ImageQuality.High, null);
        items.Select(item => item.Request.User).Should().AllBe("2026-01-02T03:04:05Z");
        items[0].Request.Prompt.Should().Be("2026-01-02T03:04:05Z");
    }

    [TestCase("""{"prompt":"a","n":"2"}""", "n must be a whole number.")]
    [TestCase("""{"prompt":"a","n":1.5}""", "n must be a whole number.")]
    [TestCase("""{"prompt":1}""", "prompt must be a text.")]
    [TestCase("""{"prompt":"a","svg":{"model":1}}""", "svg.model must be a text.")]
    [TestCase("""{"prompt":"a","stream":true}""", "stream is not supported in lists.")]
    [TestCase("""{"prompt":"a","n":11}""", "* takes n of at most 10, not 11.")]
    [TestCase("""{"prompt":" "}""", "prompt *")]
    [TestCase("""{"prompt":"a",}""", "The line is not valid JSON at byte *")]
    [TestCase("""{'prompt':'a'}""", "The line is not valid JSON at byte 2.")]
    [TestCase("""{"prompt":"a"} {}""", "The line is not valid JSON *")]
    [TestCase("""{"prompt":"a","prompt":"b"}""", "The line has a property twice.")]
    [TestCase("[]", "The line is not an object.")]
    [TestCase("""{"custom_id":" ","prompt":"a"}""", "custom_id must be a text that is not blank.")]
    [TestCase("""{"custom_id":7,"prompt":"a"}""", "custom_id must be a text that is not blank.")]
    [TestCase("""{"custom_id":"a","url":"/v1/chat","body":{"prompt":"a"}}""", "url must be /v1/images/generations.")]
    [TestCase("""{"custom_id":"a","method":"GET","body":{"prompt":"a"}}""", "method must be POST.")]
    [TestCase("""{"custom_id":"a","body":[]}""", "body must be an object.")]
    [TestCase("""{"body":{"prompt":"a"},"n":2}""", "n is not allowed next to body.")]
    [TestCase("""{"prompt":"a","output":"../a.png"}""", "output must be the relative path of a file *")]
    [TestCase("""{"prompt":"a","output":"/a.png"}""", "output must be the relative path of a file *")]
    [TestCase("""{"prompt":"a","output":"a/"}""", "output must be the relative path of a file *")]
    [TestCase("""{"prompt":"a","output":"a\u0000.png"}""", "output has a character *")]
    [TestCase("""{"prompt":"a","output":"a\ud800.png"}""", "output has a character *")]
    [TestCase("""{"prompt":"a","output":".a.png"}""", "output must not begin with a dot.")]
    [TestCase("""{"prompt":"a","output":"a.jpg","output_format":"webp"}""", "output has an extension that does *")]
    [TestCase("""{"prompt":"a","output":"batch.jsonl"}""", "output must not be batch.jsonl, *")]
    [TestCase("""{"prompt":"a","output":"BATCH.lock"}""", "output must not be BATCH.lock, *")]
    [TestCase("""{"prompt":"a","output":"con"}""", "output has the name of a Windows device.")]
    [TestCase("""{"prompt":"a","output":"cats/Lpt1.old.png"}""", "output has the name of a Windows device.")]
    public async Task ReadAsync_says_what_is_wrong_with_a_line(string line, string message)
    {
        var faults = await FindFaultsAsync("list.jsonl", """{"prompt":"fine"}""", line);

        faults.Should().OnlyContain(fault => fault.Line == 2);
        faults.Select(fault => fault.Message).Should().ContainMatch(message);
    }

    [Test]
    public async Task ReadAsync_asks_for_the_format_of_the_extension_of_output()
    {
        _batch.ListOptions.Defaults = new CreateImageRequest
        {
            Model = ImageModel.GptImage2,
            OutputFormat = ImageOutputFormat.Webp,
        };

        var items = await ReadAsync(
            "list.jsonl",
            """{"prompt":"a","output":"a.JPG"}""",
            """{"prompt":"a","output":"a.png"}""",
            """{"prompt":"a","output":"a.jpeg","output_format":"jpeg"}""",
            """{"prompt":"a","output":"a.webp"}""",
            """{"prompt":"a","output":"v1.5"}""",
            """{"prompt":"a"}""");

        items.Select(item => item.Request.OutputFormat).Should().Equal(
            ImageOutputFormat.Jpeg, null, ImageOutputFormat.Jpeg,
            ImageOutputFormat.Webp, ImageOutputFormat.Webp, ImageOutputFormat.Webp);
    }

    [Test]
    public async Task ReadAsync_says_everything_that_is_wrong_with_the_whole_list()
    {
        var faults = await FindFaultsAsync(
            "list.jsonl",
            """{"custom_id":"a","prompt":"one","n":0,"size":"9x9"}""",
            "{",
            """{"custom_id":"a","prompt":"two"}""",
            """{"prompt":"three","output":"X.png"}""",
            """{"prompt":"four","output":"x.PNG"}""",
            """{"prompt":"five","output":"y","n":2}""",
            """{"prompt":"six","output":"y-2.webp"}""",
            """{"prompt":"fine","output":"x.webp"}""");

        faults.Select(fault => (fault.Line, fault.Parameter)).Should().Equal(
            (1, "n"), (1, "size"), (2, null), (3, "custom_id"), (5, "output"), (7, "output"));
        faults[3].Message.Should().Be("custom_id is the same as in line 1.");
        faults[5].ToString().Should().Be("line 7: Its image would have the same path as the image of line 6.");
    }

    [Test]
    public async Task ReadAsync_refuses_a_name_that_is_a_folder_as_well()
    {
        var faults = await FindFaultsAsync(
            "list.jsonl",
            """{"prompt":"one","output":"a.png"}""",
            """{"prompt":"two","output":"A.png/b/c.png"}""",
            """{"prompt":"three","output":"a.png/b"}""",
            """{"prompt":"fine","output":"a.png/batch.jsonl"}""",
            """{"prompt":"fine","output":"a.webp"}""",
            """{"prompt":"fine","output":"console.png"}""");

        faults.Select(fault => fault.Line).Should().Equal(1, 3);
        faults[0].Message.Should().StartWith("Its image would have the same path as the folder of the image of line ");
    }

    [Test]
    public async Task ReadAsync_takes_a_file_and_a_folder_whose_names_differ_in_the_extension()
    {
        var items = await ReadAsync(
            "list.jsonl",
            """{"prompt":"one","output":"cats.png"}""",
            """{"prompt":"two","output":"cats/1.png"}""",
            """{"prompt":"three","output":"dogs.webp/1.png"}""",
            """{"prompt":"four","output":"dogs.png"}""");

        items.Should().HaveCount(4);
    }

    /// <summary>The client would refuse it when the folder is there: whether it is, depends on the order.</summary>
    [Test]
    public async Task ReadAsync_refuses_a_name_without_an_extension_that_is_a_folder_as_well()
    {
        var faults = await FindFaultsAsync(
            "list.jsonl", """{"prompt":"one","output":"cats"}""", """{"prompt":"two","output":"cats/1.png"}""");

        faults.Single().Line.Should().Be(1);
    }

    [Test]
    public async Task ReadAsync_refuses_an_empty_list() =>
        (await FindFaultsAsync("list.jsonl", "", " ")).Single().Message.Should().Be("The list is empty.");

    [Test]
    public async Task ReadAsync_refuses_a_line_that_is_too_long_and_reads_on()
    {
        var faults = await FindFaultsAsync("list.txt", new string('a', 1_100_000), "fine", new string('b', 40_000));

        faults.Select(fault => fault.Line).Should().Equal(1, 3);
        faults[0].Message.Should().Contain("longer than 1048576 bytes");
    }

    [Test]
    public async Task ReadAsync_refuses_a_line_that_is_not_UTF8()
    {
        _batch.Write("list.txt");
        await File.WriteAllBytesAsync(_batch.ListPath, [0xFF, 0xFE, 0x41]);

        var failure = await _batch.Invoking(it => it.ReadAsync()).Should().ThrowAsync<ImageBatchListException>();

        failure.Which.Message.Should().Contain("line 1: The line is not UTF-8.");
    }

    [Test]
    public async Task ReadItems_notices_that_the_file_has_changed()
    {
        var list = await _batch.Write("list.txt", "An otter").ReadAsync();
        _batch.Write("list.txt", "An Otter");

        list.Invoking(it => it.ReadItems().ToList()).Should().Throw<IOException>().WithMessage("Line 1*changed*");
    }

    [Test]
    public async Task ReadAsync_counts_images()
    {
        var list = await _batch.Write("list.jsonl", """{"prompt":"a","n":3}""", """{"prompt":"b"}""").ReadAsync();

        (list.Count, list.ImageCount, list.MaxImagesPerRequest).Should().Be((2, 4L, 3));
    }

    private async Task<List<ImageBatchItem>> ReadAsync(string name, params string[] lines) =>
        [.. (await _batch.Write(name, lines).ReadAsync()).ReadItems()];

    private async Task<IReadOnlyList<ImageBatchFault>> FindFaultsAsync(string name, params string[] lines)
    {
        var failure = await _batch.Write(name, lines).Invoking(it => it.ReadAsync())
            .Should().ThrowAsync<ImageBatchListException>();
        return failure.Which.Faults;
    }
}
