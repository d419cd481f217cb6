namespace OpenAIImages.Batch.Running;

/// <summary>Waits by a clock.</summary>
internal static class Delays
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Waits for a time, at most a day, since timers have a limit.</summary>
    public static Task WaitAsync(TimeProvider time, TimeSpan delay, CancellationToken cancellationToken)
    {
        delay = delay > Longest ? Longest : delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
#if NET
        return Task.Delay(delay, time, cancellationToken);
#else
        return time.Delay(delay, cancellationToken);
#endif
    }

    /// <summary>Returns 1, 2, 4 … seconds, at most a minute.</summary>
    public static TimeSpan GetBackOff(int attempt) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, attempt)));
}
