using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace OpenAIImages.Generated.Diagnostics;

/// <summary>The activity source and the instruments, which cost nothing while nobody listens.</summary>
internal static class Telemetry
{
    public static readonly ActivitySource Source = new(TelemetryNames.Source, PackageVersion.Value);

    private static readonly Meter Meter = new(TelemetryNames.Source, PackageVersion.Value);

    public static readonly Histogram<double> Duration = CreateHistogram<double>(
        TelemetryNames.Duration,
        "s",
        "Duration of calls, including retries.",
        // The boundaries that the convention recommends, and three more: large images take minutes.
        0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, 163.84, 327.68, 655.36);

    public static readonly Histogram<long> TokenUsage = CreateHistogram<long>(
        TelemetryNames.TokenUsage,
        "{token}",
        "Number of input and output tokens used.",
        1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864);

    public static readonly Counter<long> Images =
        Meter.CreateCounter<long>(TelemetryNames.Images, "{image}", "Number of images created.");

    private static readonly Counter<long> Retries =
        Meter.CreateCounter<long>(TelemetryNames.Retries, "{retry}", "Number of retries.");

    /// <summary>Gets whether anybody listens to calls.</summary>
    public static bool IsEnabled =>
        Source.HasListeners() || Duration.Enabled || TokenUsage.Enabled || Images.Enabled;

    /// <summary>Returns whether an activity is a call of this client, or of a library around it.</summary>
    public static bool IsCall(Activity? activity) =>
        activity?.GetTagItem(TelemetryNames.OperationName) is TelemetryNames.GenerateContent;

    /// <summary>Records that a request is retried.</summary>
    public static void Record(RetryNotice retry)
    {
        var cause = retry.StatusCode is { } status
            ? status.ToString(CultureInfo.InvariantCulture)
            : retry.Exception?.GetType().FullName;
        Retries.Add(1, new KeyValuePair<string, object?>(TelemetryNames.ErrorType, cause));
        if (Activity.Current is not { IsAllDataRequested: true } activity || !IsCall(activity)) return;
        activity.AddEvent(new ActivityEvent(TelemetryNames.RetryEvent, tags: new ActivityTagsCollection
        {
            [TelemetryNames.NumberOfRetry] = retry.Attempt,
            [TelemetryNames.DelayOfRetry] = retry.Delay.TotalSeconds,
            [TelemetryNames.ErrorType] = cause,
        }));
    }

    private static Histogram<T> CreateHistogram<T>(
        string name, string unit, string description, params T[] boundaries)
        where T : struct =>
#if NET10_0_OR_GREATER || !NET
        Meter.CreateHistogram(
            name, unit, description, tags: null, new InstrumentAdvice<T> { HistogramBucketBoundaries = boundaries });
#else
        // .NET 8 cannot recommend boundaries.
        Meter.CreateHistogram<T>(name, unit, description);
#endif
}
