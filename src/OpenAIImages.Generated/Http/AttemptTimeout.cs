namespace OpenAIImages.Generated.Http;

/// <summary>
/// The time limit of one attempt, up to the end of its response, in addition to the caller's cancellation.
/// </summary>
internal sealed class AttemptTimeout : IDisposable
{
    // Not disposed: the caller may cancel it late, and it has no timer.
    private readonly CancellationTokenSource _source = new();
    private readonly ITimer _timer;
    private TaskCompletionSource<bool>? _canceled;

    public AttemptTimeout(TimeSpan limit, TimeProvider timeProvider)
    {
        Limit = limit;
        _timer = timeProvider.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(), _source, limit, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Limit { get; }

    /// <summary>Gets a token that is canceled when the time is up, or by the caller during a Link.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Gets a task that completes when the token is canceled; created for the few reads that wait.</summary>
    public Task Canceled => (_canceled ??= CreateCanceled()).Task;

    /// <summary>Lets the caller's token cancel the attempt until the registration is disposed.</summary>
    public CancellationTokenRegistration Link(CancellationToken cancellationToken) =>
        cancellationToken.Register(static state => ((CancellationTokenSource)state!).Cancel(), _source);

    /// <summary>Returns the exception for a failure that the caller or the time limit caused; otherwise null.</summary>
    public OperationCanceledException? Explain(Exception failure, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            const string Message = "The call was canceled by its caller.";
#if NET
            return new TaskCanceledException(Message, innerException: null, cancellationToken);
#else
            return new OperationCanceledException(Message, innerException: null, cancellationToken);
#endif
        }

        if (!Token.IsCancellationRequested) return null;
        var message = FormattableString.Invariant(
            $"The attempt was canceled because it took longer than the Timeout of {Limit.TotalSeconds} s.");
        return new TaskCanceledException(message, new TimeoutException(message, failure));
    }

    /// <summary>Stops the clock; the caller can still cancel.</summary>
    public void Dispose() => _timer.Dispose();

    private TaskCompletionSource<bool> CreateCanceled()
    {
        var canceled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Token.Register(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(true), canceled);
        return canceled;
    }
}
