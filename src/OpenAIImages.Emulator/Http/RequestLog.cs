namespace OpenAIImages.Emulator.Http;

/// <summary>Keeps the newest requests, up to its capacity, or fewer if their bodies are long.</summary>
internal sealed class RequestLog
{
    private const int Capacity = 10_000;
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly object _gate = new();
    private readonly Queue<EmulatorRequest> _requests = new();
    private long _bytes;
    private int _count;

    /// <summary>Adds a request.</summary>
    /// <param name="create">Creates the request with its number.</param>
    public EmulatorRequest Add(Func<int, EmulatorRequest> create)
    {
        lock (_gate)
        {
            var request = create(++_count);
            _requests.Enqueue(request);
            _bytes += request.Length;
            while (_requests.Count > Capacity || (_bytes > MaxBytes && _requests.Count > 1))
            {
                _bytes -= _requests.Dequeue().Length;
            }

            return request;
        }
    }

    /// <summary>Returns the requests in the log, the oldest first.</summary>
    public IReadOnlyList<EmulatorRequest> ToList()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }
}
