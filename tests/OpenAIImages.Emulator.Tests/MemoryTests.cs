namespace OpenAIImages.Emulator.Tests;

/// <summary>Many requests for many images at once.</summary>
[NonParallelizable]
public class MemoryTests
{
    private const int Requests = 12;
    private const int Images = 4;

    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _emulator = await EmulatorClient.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    /// <summary>Together, the responses are many times larger than the memory that may be used.</summary>
    [Test]
    public async Task Post_many_at_once_holds_no_more_than_one_image_per_request()
    {
        var length = await ReadAsync(1, () => { }); // also loads what is needed
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;

        var lengths = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => ReadAsync(Images, () =>
            InterlockedMax(ref most, GC.GetTotalMemory(forceFullCollection: true) - before))));

        TestContext.Out.WriteLine($"At most {most:N0} bytes for responses of {lengths.Sum():N0} bytes.");
        lengths.Should().OnlyContain(it => it > (Images - 1) * length);
        most.Should().BePositive().And.BeLessThan(2 * Requests * length);
    }

    /// <summary>A client that does not read its response does not block others.</summary>
    [Test]
    [CancelAfter(60_000)]
    public async Task Post_while_others_do_not_read_their_responses_is_served(CancellationToken cancellationToken)
    {
        var unread = new List<HttpResponseMessage>();
        for (var request = 0; request <= Environment.ProcessorCount; request++)
        {
            // More than a socket buffers.
            unread.Add(await _emulator.StartPostAsync(Request("3840x2160", 10)));
        }

        using var response = await _emulator.PostAsync(Request("1024x640", 1)).WaitAsync(cancellationToken);

        response.EnsureSuccessStatusCode();
        foreach (var other in unread) other.Dispose();
    }

    private static string Request(string size, int n) =>
        $$"""{"prompt": "otter", "model": "gpt-image-2", "size": "{{size}}", "n": {{n}}}""";

    /// <summary>Reads a response, makes a call about once per image, and returns its length.</summary>
    private async Task<long> ReadAsync(int images, Action measure)
    {
        using var response = await _emulator.StartPostAsync(Request("1536x1024", images));
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[16 * 1024];
        var (length, measured) = (0L, 0L);
        for (int count; (count = await body.ReadAsync(buffer)) > 0; length += count)
        {
            if (length - measured < 1_000_000) continue;
            measured = length;
            measure();
        }

        return length;
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = Volatile.Read(ref most); value > seen;)
        {
            var found = Interlocked.CompareExchange(ref most, value, seen);
            if (found == seen) return;
            seen = found;
        }
    }
}
