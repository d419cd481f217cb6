namespace OpenAIImages.Emulator.Page;

/// <summary>The newest requests for images and their responses.</summary>
internal sealed class ExchangeLog
{
    /// <summary>The maximum number of exchanges that are kept.</summary>
    public const int Capacity = 100;

    private readonly object _gate = new();
    private readonly SortedList<int, Exchange> _exchanges = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;

    /// <summary>Adds an exchange without a response.</summary>
    public void Begin(EmulatorRequest request)
    {
        lock (_gate)
        {
            if (!_exchanges.ContainsKey(request.Number)) Set(Create(request));
        }
    }

    /// <summary>Adds the response to its exchange, or adds both.</summary>
    public void Finish(EmulatorRequest request, ExchangeResponse response)
    {
        lock (_gate)
        {
            // The exchange was already replaced by newer ones.
            if (_exchanges.Count == Capacity && request.Number < _exchanges.Keys[0]) return;
            var exchange = _exchanges.GetValueOrDefault(request.Number) ?? Create(request);
            Set(exchange with { Response = response });
        }
    }

    /// <summary>Finds an exchange; returns null if it does not exist, or is no longer kept.</summary>
    public Exchange? Find(int number)
    {
        lock (_gate)
        {
            return _exchanges.GetValueOrDefault(number);
        }
    }

    /// <summary>Returns what has changed since a version of the log.</summary>
    /// <param name="version">The version; 0 for all.</param>
    public ExchangeChanges ChangesSince(long version)
    {
        lock (_gate)
        {
            var changed = _exchanges.Values.Where(exchange => exchange.Version > version).ToList();
            return new ExchangeChanges(changed, _version, _changed.Task);
        }
    }

    private static Exchange Create(EmulatorRequest request) => new(
        request.Number,
        request.Received,
        request.Method,
        request.Path,
        request.Headers,
        BodyText.Of(request.Body),
        Response: null,
        Version: 0);

    private void Set(Exchange exchange)
    {
        _exchanges[exchange.Number] = exchange with { Version = ++_version };
        if (_exchanges.Count > Capacity) _exchanges.RemoveAt(0);
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
