namespace OpenAIImages.Generated.Http;

/// <summary>
/// The time that one attempt may take, from sending the request to the last byte of its answer's body, and the caller's
/// cancellation beside it. The two are told apart: a <see cref="TaskCanceledException"/> around a
/// <see cref="TimeoutException"/> for the first, a plain one with the caller's token for the second.
/// </summary>
internal sealed class AttemptTimeout : IDisposable
{
    /// <summary>What <see cref="IsPossible"/> asks for.</summary>
    public const string Rule = "Timeout must be more than zero and at most 24 days, or infinite.";

    // Not disposed of: it has no timer of its own, and the caller's cancellation may reach it late.
    private readonly CancellationTokenSource _source = new();
    private TaskCompletionSource<bool>? _interrupted;
    private readonly TimeSpan _timeout;
    private ITimer? _timer;
    private volatile bool _expired;

    private AttemptTimeout(TimeSpan timeout, TimeProvider timeProvider)
    {
        _timeout = timeout;
        _timer = timeProvider.CreateTimer(
            static state => ((AttemptTimeout)state!).Expire(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether an attempt can have this much time.</summary>
    public static bool IsPossible(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan || (timeout > TimeSpan.Zero && timeout.TotalMilliseconds <= int.MaxValue);

    /// <summary>Cancelled when the time is over, or by the caller while <see cref="Link"/>'s registration lives.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Completes when <see cref="Token"/> is cancelled. Made when a read has to wait, which few do.</summary>
    public Task Interrupted => (_interrupted ??= MakeInterrupted()).Task;

    /// <summary>
    /// Sends the request within <paramref name="timeout"/>, which goes on over the body of the response: whoever reads that
    /// does it through a <see cref="TimeoutStream"/> with the request's <see cref="ApiRequestMessage.Deadline"/>.
    /// </summary>
    public static async ValueTask<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send,
        ApiRequestMessage request,
        TimeSpan timeout,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        // Not every handler looks at the token before it sends.
        cancellationToken.ThrowIfCancellationRequested();
        var deadline = new AttemptTimeout(timeout, timeProvider);
        request.Deadline = deadline;
        try
        {
            HttpResponseMessage response;
            using (deadline.Link(cancellationToken))
            {
                response = await send(request, deadline.Token).ConfigureAwait(false);
            }

            // Older frameworks leave it null where there is no body.
            response.Content ??= new ByteArrayContent([]);
            return response;
        }
        catch (Exception exception)
        {
            deadline.Dispose();
            if (deadline.Explain(exception, cancellationToken) is { } interruption)
            {
                throw interruption;
            }

            throw;
        }
    }

    /// <summary>
    /// For a handler that times each attempt itself: ends the deadline that the client put on the request, and returns
    /// how long it was; null where there is none.
    /// </summary>
    public static TimeSpan? TakeOver(HttpRequestMessage request)
    {
        if (request is not ApiRequestMessage { Deadline: { } deadline } timed) return null;
        deadline.Dispose();
        timed.Deadline = null;
        return deadline._timeout;
    }

    /// <summary>Lets the caller's token cancel the attempt until the registration is disposed of.</summary>
    public CancellationTokenRegistration Link(CancellationToken cancellationToken) =>
        cancellationToken.Register(static state => ((CancellationTokenSource)state!).Cancel(), _source);

    /// <summary>What an exception means when the caller or the clock caused it; null when neither did.</summary>
    public OperationCanceledException? Explain(Exception exception, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            const string Canceled = "The call was canceled by its caller.";
#if NET
            return new TaskCanceledException(Canceled, innerException: null, cancellationToken);
#else
            return new OperationCanceledException(Canceled, innerException: null, cancellationToken);
#endif
        }

        if (_expired)
        {
            var message = FormattableString.Invariant(
                $"The attempt was canceled: it and its answer took longer than the Timeout of {_timeout.TotalSeconds} s.");
            return new TaskCanceledException(message, new TimeoutException(message, exception));
        }

        return null;
    }

    /// <summary>Stops the clock: the body has been read, or is of no interest any more.</summary>
    public void Dispose() => Interlocked.Exchange(ref _timer, null)?.Dispose();

    private TaskCompletionSource<bool> MakeInterrupted()
    {
        var interrupted = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _source.Token.Register(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(true), interrupted);
        return interrupted;
    }

    private void Expire()
    {
        _expired = true;
        _source.Cancel();
    }
}
