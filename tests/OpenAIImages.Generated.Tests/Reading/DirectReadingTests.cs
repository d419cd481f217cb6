using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>Images that are written to streams of the caller.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class DirectReadingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [TestCase("""{"data":[{"url":"https://host/picture.png"}]}""")]
    [TestCase("""{"data":[{"b64_json":""},{"b64_json":null},{"b64_json":5},{"b64_json":[]},"""
        + """{"url":"https://host/"}]}""")]
    [TestCase("""{"data":[{"b64_json":" \n"},{"b64_json":"data:image/png;base64,"},{"url":"https://host/"}]}""")]
    [TestCase("""{"data":["https://host/picture.png"],"created":7}""")]
    public async Task CreateImageAsync_opens_no_stream_without_base64(string body)
    {
        var reading = await Reading.OfAsync(body, Form.Direct);

        reading.Images.Should().BeEmpty();
    }

    [TestCase("\"\"")]
    [TestCase("\"http://\"")]
    [TestCase("\"https://host/1.png\"")]
    public async Task CreateImageAsync_texts_in_the_list_count_as_images(string text)
    {
        var reading = await Reading.OfAsync($$"""{"data":[{{text}},{"b64_json":"QQ=="}]}""", Form.Direct);

        reading.Response.Data.Should().HaveCount(2);
        reading.Images.Keys.Should().Equal(1);
    }

    [Test]
    public async Task CreateImageAsync_image_sent_twice_opens_its_stream_again()
    {
        var asked = new List<int>();

        await CreateAsync("""{"data":[{"b64_json":"QQ=="},{"b64_json":"QQ==","b64_json":"Qg=="}]}""", index =>
        {
            asked.Add(index);
            return new MemoryStream();
        });

        asked.Should().Equal(0, 1, 1);
    }

    [Test]
    public async Task CreateImageAsync_opens_a_stream_by_the_index_of_the_image()
    {
        var reading = await Reading.OfAsync(
            """{"data":[{"url":"https://host/"},null,{"b64_json":["no"]},{"b64_json":"QQ=="}],"b64_json":["no"]}""",
            Form.Direct);

        reading.Response.Data.Should().HaveCount(3);
        reading.Images.Keys.Should().Equal(2);
    }

    [Test]
    public async Task CreateImageAsync_image_is_complete_before_the_next_one_arrives()
    {
        var body = new ScriptedStream("""{"data":[{"b64_json":"QUJD"},{"b64_json":"QUJDREVG""", StreamEnd.Silent);
        var cancellation = new CancellationTokenSource();

        var creation = CreateAsync(body, OpenFile, cancellation.Token);
        await body.Waiting;

        (await File.ReadAllTextAsync(PathOf(0))).Should().Be("ABC");
        File.Exists(PathOf(1)).Should().BeTrue();
        await cancellation.CancelAsync();
        await creation.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
        File.Exists(PathOf(1)).Should().BeFalse();
    }

    [TestCase("""{"data":[{"b64_json":"QUJD"},{"b64_json":"QUJD""", TestName = "{m}(the body ends)")]
    [TestCase("""{"data":[{"b64_json":"QUJD"},{"b64_json":"QUJD*QUJD"}]}""", TestName = "{m}(the base64 is broken)")]
    [TestCase("""{"data":[{"b64_json":"QUJD"},{"b64_json":"QUJDR"}]}""", TestName = "{m}(the base64 is cut)")]
    public async Task CreateImageAsync_incomplete_file_is_deleted(string body)
    {
        foreach (var arrival in Enum.GetValues<Arrival>())
        {
            var create = () => CreateAsync(new ChunkedStream(Encoding.UTF8.GetBytes(body), arrival), OpenFile);

            await create.Should().ThrowAsync<ApiException>();
            _folder.GetFiles().Should().ContainSingle().Which.FullName.Should().Be(PathOf(0));
            (await File.ReadAllTextAsync(PathOf(0))).Should().Be("ABC");
        }
    }

    [Test]
    public async Task CreateImageAsync_broken_connection_leaves_no_file()
    {
        var body = new ScriptedStream("""{"data":[{"b64_json":"QUJDREVG""", StreamEnd.Broken);
        var create = () => CreateAsync(body, OpenFile);

        await create.Should().ThrowAsync<ApiException>();
        _folder.GetFiles().Should().BeEmpty();
    }

    [Test]
    public async Task CreateImageAsync_file_with_earlier_content_is_not_deleted()
    {
        await File.WriteAllTextAsync(PathOf(0), "mine");
        var create = () => CreateAsync(
            """{"data":[{"b64_json":"QUJD""", index => new FileStream(PathOf(index), FileMode.Append));

        await create.Should().ThrowAsync<ApiException>();
        (await File.ReadAllTextAsync(PathOf(0))).Should().StartWith("mine");
    }

    [Test]
    public async Task CreateImageAsync_exception_of_the_stream_is_thrown()
    {
        var full = new FullStream();
        var create = () => CreateAsync("""{"data":[{"b64_json":"QUJD"}]}""", _ => full);

        (await create.Should().ThrowAsync<IOException>()).Which.Should().BeSameAs(FullStream.Failure);
        full.CanWrite.Should().BeFalse("it is closed");
    }

    [Test]
    public async Task CreateImageAsync_exception_of_openStream_is_thrown()
    {
        var failure = new UnauthorizedAccessException();
        var create = () => CreateAsync("""{"data":[{"b64_json":"QUJD"}]}""", _ => throw failure);

        (await create.Should().ThrowAsync<UnauthorizedAccessException>()).Which.Should().BeSameAs(failure);
    }

    [Test]
    public async Task CreateImageAsync_openStream_that_returns_null_throws()
    {
        var create = () => CreateAsync("""{"data":[{"b64_json":"QUJD"}]}""", _ => null!);

        await create.Should().ThrowAsync<InvalidOperationException>().WithMessage("*image 0*");
    }

    [Test]
    [Category("Long")]
    public async Task CreateImageAsync_large_image_is_not_held_in_memory()
    {
        const int size = 48 * 1024 * 1024;
        var body = Encoding.UTF8.GetBytes($$"""{"data":[{"b64_json":"{{new string('A', size / 3 * 4)}}"}]}""");
        var written = 0L;
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await CreateAsync(new ChunkedStream(body, Arrival.AtOnce), _ => new CountingStream(count => written += count));

        written.Should().Be(size);
        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(size / 10);
    }

    private static Task<ImagesResponse> CreateAsync(string body, Func<int, Stream> open) =>
        CreateAsync(new ChunkedStream(Encoding.UTF8.GetBytes(body), Arrival.AtOnce), open);

    private static async Task<ImagesResponse> CreateAsync(
        Stream body, Func<int, Stream> open, CancellationToken cancellationToken = default)
    {
        using var client = Reading.ClientFor(Reading.ContentOf(body));
        return await client.CreateImageAsync(Reading.Request, open, cancellationToken);
    }

    private string PathOf(int index) => Path.Combine(_folder.FullName, $"{index}.png");

    private FileStream OpenFile(int index) =>
        new(PathOf(index), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1, useAsync: true);

    /// <summary>A full disk.</summary>
    private sealed class FullStream : MemoryStream
    {
        public static readonly IOException Failure = new("No space left on device");

        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException(Failure);
    }

    private sealed class CountingStream(Action<int> count) : MemoryStream
    {
        public override ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            count(buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
