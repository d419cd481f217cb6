using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Runtime.ExceptionServices;
using System.Text;

namespace OpenAIImages.Generated.Tests;

/// <summary>
/// Listens to all diagnostics of the process, and records what contains a secret: every event source at every level,
/// every activity source, meter and diagnostic listener, the console, traces, and each exception as it is thrown.
/// </summary>
internal sealed class SecretScan
    : EventListener, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    // Dumps the bytes that are sent and received, as a network trace does.
    private const string NetworkDumps = "Private.InternalDiagnostics.System.Net.Sockets";

    private readonly string[] _secrets;
    private readonly ConcurrentDictionary<string, int> _sources = new();
    private readonly ConcurrentQueue<string> _leaks = new();
    private readonly ActivityListener _activities;
    private readonly MeterListener _meters = new();
    private readonly List<IDisposable> _subscriptions = [];
    private readonly TextWriter _out = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly ScanWriter _writer;
    private readonly TextWriterTraceListener _traces;

    public SecretScan(params string[] secrets)
    {
        _secrets = secrets;
        _writer = new ScanWriter(this);
        _traces = new TextWriterTraceListener(_writer);
        _activities = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Look,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Look(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Look(instrument, tags));
        _meters.Start();
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        AppDomain.CurrentDomain.FirstChanceException += Look;
        Console.SetOut(_writer);
        Console.SetError(_writer);
        Trace.Listeners.Add(_traces);
        // The base class reported the sources before the list of secrets was set.
        foreach (var source in EventSource.GetSources())
        {
            OnEventSourceCreated(source);
        }
    }

    public IReadOnlyCollection<string> Leaks => _leaks;

    /// <summary>The number of messages of each source.</summary>
    public IReadOnlyDictionary<string, int> Sources => _sources;

    public void Look(string source, string? text)
    {
        _sources.AddOrUpdate(source, 1, (_, count) => count + 1);
        foreach (var secret in _secrets)
        {
            if (text?.Contains(secret, StringComparison.Ordinal) == true)
            {
                _leaks.Enqueue($"{source}: {text[..Math.Min(text.Length, 500)]}");
            }
        }
    }

    public override void Dispose()
    {
        Trace.Listeners.Remove(_traces);
        Console.SetOut(_out);
        Console.SetError(_error);
        AppDomain.CurrentDomain.FirstChanceException -= Look;
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _activities.Dispose();
        _meters.Dispose();
        _traces.Dispose();
        _writer.Dispose();
        base.Dispose();
    }

    public void OnNext(DiagnosticListener listener) => _subscriptions.Add(listener.Subscribe(this));

    public void OnNext(KeyValuePair<string, object?> item)
    {
        Look($"diagnostic listener {item.Key}", item.Value?.ToString());
        foreach (var property in item.Value?.GetType().GetProperties() ?? [])
        {
            Look($"diagnostic listener {item.Key}", property.GetValue(item.Value)?.ToString());
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error) => Look("diagnostic listener", error.ToString());

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        // Null while the base class is constructed.
        if (_secrets is not null)
        {
            EnableEvents(eventSource, EventLevel.LogAlways, EventKeywords.All);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        foreach (var value in eventData.Payload ?? (IEnumerable<object?>)[])
        {
            var text = value switch
            {
                byte[] when eventData.EventSource.Name == NetworkDumps => null,
                byte[] bytes => Encoding.Latin1.GetString(bytes),
                IEnumerable items and not string => string.Join(",", items.Cast<object?>()),
                _ => value?.ToString(),
            };
            Look($"event source {eventData.EventSource.Name}", text);
        }
    }

    private void Look(Activity activity)
    {
        var source = $"activity {activity.OperationName}";
        Look(source, activity.DisplayName);
        foreach (var tag in activity.TagObjects.Concat(activity.Events.SelectMany(item => item.Tags)))
        {
            Look(source, $"{tag.Key}={tag.Value}");
        }
    }

    private void Look(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags) Look($"meter {instrument.Meter.Name}", $"{tag.Key}={tag.Value}");
    }

    private void Look(object? sender, FirstChanceExceptionEventArgs thrown) =>
        Look("exception", thrown.Exception.ToString());

    private sealed class ScanWriter(SecretScan scan) : StringWriter
    {
        public override void Write(char value) => Write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

        public override void Write(string? value) => scan.Look("console", value);
    }
}
