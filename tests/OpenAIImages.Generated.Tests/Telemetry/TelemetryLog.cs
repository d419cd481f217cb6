using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OpenAIImages.Generated.Tests;

/// <summary>Listens to the client's activity source and meter, as OpenTelemetry does.</summary>
internal sealed class TelemetryLog : IDisposable
{
    public const string Name = "OpenAIImages.Generated";

    private readonly ActivityListener _activities;
    private readonly MeterListener _meter = new();

    public TelemetryLog()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Activities.Add,
        };
        ActivitySource.AddActivityListener(_activities);
        _meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Name) listener.EnableMeasurementEvents(instrument);
        };
        _meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meter.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _meter.Start();
    }

    public List<Activity> Activities { get; } = [];

    public List<Measurement> Measurements { get; } = [];

    public void Dispose()
    {
        _activities.Dispose();
        _meter.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Measurements.Add(new Measurement(
            instrument.Name, instrument.Unit, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value)));

    internal sealed record Measurement(string Name, string? Unit, double Value, Dictionary<string, object?> Tags);
}
