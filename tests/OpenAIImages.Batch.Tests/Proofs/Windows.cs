using OpenAIImages.Emulator;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>How many requests came within any span of time, by the emulator's clock.</summary>
internal static class Windows
{
    public static int FindMost(IEnumerable<EmulatorRequest> requests, TimeSpan window)
    {
        DateTimeOffset[] times = [.. requests.Select(request => request.Received).Order()];
        var (most, first) = (0, 0);
        for (var i = 0; i < times.Length; i++)
        {
            while (times[i] - times[first] >= window) first++;
            most = Math.Max(most, i - first + 1);
        }

        return most;
    }
}
