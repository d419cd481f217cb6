namespace OpenAIImages.Generated.Tests;

/// <summary>Measures the bytes that a call allocates, which do not depend on the speed of the machine.</summary>
internal static class Allocations
{
    /// <summary>Returns how many bytes were allocated, on all threads, until the call ended.</summary>
    public static async Task<long> OfAsync(Func<Task> call)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await call();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>Checks that twice as much costs about twice, not four times as much.</summary>
    public static async Task ShouldBeLinearAsync(Func<int, Task> call, int size)
    {
        await call(size / 16); // What only the first call allocates does not count.
        var half = await OfAsync(() => call(size / 2));
        var whole = await OfAsync(() => call(size));

        ((double)whole / half).Should().BeLessThan(2.8, "{0} bytes were allocated for a half, not {1}", half, whole);
    }
}
