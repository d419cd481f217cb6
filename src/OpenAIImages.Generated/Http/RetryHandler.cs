using Polly;
using Polly.Retry;

namespace OpenAIImages.Generated;

/// <summary>
/// Sends a request again when its failure may pass, and limits the time of each attempt. Part of every client that is
/// built from a key or from options; public so that it can stand in anyone's own chain of handlers, as in
/// <c>AddHttpMessageHandler(() =&gt; new RetryHandler { MaxRetries = 4 })</c>.
/// </summary>
/// <remarks>
/// <para>
/// <b>Repeated</b> are a connection that failed before an answer came, and answers with status 408, 409, 429 or 5xx. An
/// <c>x-should-retry</c> header of <c>true</c> or <c>false</c> on any error answer overrules its status. <b>Never
/// repeated</b> are an answer that is no error (once its body has begun, the picture is paid for), the error codes
/// <c>insufficient_quota</c>, <c>billing_hard_limit_reached</c>, <c>moderation_blocked</c> and
/// <c>content_policy_violation</c>, a call that was cancelled, and, unless <see cref="RetryTimeouts"/> is set, a time-out.
/// </para>
/// <para>
/// <b>The wait</b> before each further attempt is what <c>retry-after-ms</c> or else <c>Retry-After</c> asks for; more
/// than 60 seconds is not waited for: that answer goes to the caller at once. Where neither asks for a wait, it grows
/// from 0.5 to 8 seconds, with jitter.
/// </para>
/// <para>
/// <b>Costs.</b> The server may already have drawn, and charged for, a picture when a connection breaks after the
/// request was sent, when an attempt times out, and when it, or a proxy before it, answers with 408 or 5xx (502 and 504
/// above all). Set <see cref="MaxRetries"/> to 0 where none may be paid for twice. After a connection that was refused,
/// and after 409 and 429, nothing was drawn.
/// </para>
/// <para>
/// All attempts of one request carry the same <c>X-Client-Request-Id</c> header, a new GUID where the request has none.
/// A request whose content cannot be sent twice is buffered. <see cref="HttpClient.Timeout"/> covers all attempts and
/// waits together, and is 100 seconds unless set: give it <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.
/// Synchronous sending is not supported.
/// </para>
/// </remarks>
public sealed class RetryHandler : DelegatingHandler
{
    internal const string MaxRetriesRule = "MaxRetries must not be negative.";

    private const int ClientRequestIdLimit = 512;

    private ResiliencePipeline<HttpResponseMessage>? _pipeline;

    /// <summary>Creates a handler whose <see cref="DelegatingHandler.InnerHandler"/> is set later.</summary>
    public RetryHandler()
    {
    }

    /// <summary>Creates a handler that sends through <paramref name="innerHandler"/>.</summary>
    /// <param name="innerHandler">What sends each attempt.</param>
    /// <exception cref="ArgumentNullException"><paramref name="innerHandler"/> is null.</exception>
    public RetryHandler(HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
    }

    /// <summary>How many attempts may follow a failed first one: 0 or more, 2 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    /// <exception cref="InvalidOperationException">A request was already sent.</exception>
    public int MaxRetries
    {
        get;
        set => field = Settable(value, value >= 0, MaxRetriesRule);
    } = 2;

    /// <summary>
    /// The time that one attempt may take, its answer's body included: 10 minutes by default;
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit. Where a client of this library sends the
    /// request, and has a shorter time-out, that one holds.
    /// </summary>
    /// <remarks>
    /// An attempt that takes longer ends with a <see cref="TaskCanceledException"/> around a <see cref="TimeoutException"/>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero, negative, or more than 24 days.</exception>
    /// <exception cref="InvalidOperationException">A request was already sent.</exception>
    public TimeSpan Timeout
    {
        get;
        set => field = Settable(value, AttemptTimeout.IsPossible(value), AttemptTimeout.Rule);
    } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether an attempt that timed out before its answer began counts as one that may be repeated: false by default,
    /// since the server may have drawn, and charged for, the picture.
    /// </summary>
    /// <exception cref="InvalidOperationException">A request was already sent.</exception>
    public bool RetryTimeouts
    {
        get;
        set => field = Settable(value, true, string.Empty);
    }

    /// <summary>The clock for time-outs and waits: <see cref="TimeProvider.System"/> by default.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    /// <exception cref="InvalidOperationException">A request was already sent.</exception>
    public TimeProvider TimeProvider
    {
        get;
        set => field = Settable(value ?? throw new ArgumentNullException(nameof(value)), true, string.Empty);
    } = TimeProvider.System;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var pipeline = LazyInitializer.EnsureInitialized(ref _pipeline, CreatePipeline)!;
        SetClientRequestId(request);
        var timeout = Shorter(Timeout, AttemptTimeout.TakeOver(request));
        await HttpRequestMessageExtensions.BufferAsync(request.Content, cancellationToken).ConfigureAwait(false);
        return await pipeline.ExecuteAsync(
            token => SendOnceAsync(HttpRequestMessageExtensions.Of(request), timeout, token), cancellationToken).ConfigureAwait(false);
    }

#if NET
    /// <summary>Not supported: use the asynchronous methods of <see cref="HttpClient"/>.</summary>
    /// <param name="request">Not sent.</param>
    /// <param name="cancellationToken">Not used.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("RetryHandler does not send synchronously; use SendAsync.");
#endif

    private async ValueTask<HttpResponseMessage> SendOnceAsync(
        ApiRequestMessage attempt, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var response = await AttemptTimeout.SendAsync(
            base.SendAsync, attempt, timeout, TimeProvider, cancellationToken).ConfigureAwait(false);
        if (attempt.Deadline is { } deadline) response.Content = new TimeoutContent(response.Content, deadline);
        return response;
    }

    private static void SetClientRequestId(HttpRequestMessage request)
    {
        if (!request.Headers.TryGetValues(ClientRequestId.Header, out var values))
        {
            request.Headers.TryAddWithoutValidation(ClientRequestId.Header, ClientRequestId.New());
        }
        else if (values.Any(value => value.Length > ClientRequestIdLimit || value.Any(c => c is < ' ' or > '~')))
        {
            throw new ArgumentException(
                $"{ClientRequestId.Header} must be at most {ClientRequestIdLimit} printable ASCII characters.",
                nameof(request));
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan? other) =>
        other is not { } value || value == System.Threading.Timeout.InfiniteTimeSpan ? one
        : one == System.Threading.Timeout.InfiniteTimeSpan || value < one ? value
        : one;

    private T Settable<T>(T value, bool valid, string rule)
    {
        if (_pipeline is not null)
        {
            throw new InvalidOperationException("A RetryHandler cannot be changed once it has sent a request.");
        }

        return valid ? value : throw new ArgumentOutOfRangeException(nameof(value), value, rule);
    }

    private ResiliencePipeline<HttpResponseMessage> CreatePipeline()
    {
        if (MaxRetries == 0)
        {
            return ResiliencePipeline<HttpResponseMessage>.Empty;
        }

        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = TimeProvider }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = MaxRetries,
                ShouldHandle = MayPassAsync,
                DelayGenerator = args => new ValueTask<TimeSpan?>(
                    args.Outcome.Result is { } response && AskedFor(response) is { } asked
                        ? asked
                        : RetryDelay.BackOff(args.AttemptNumber)),
            })
            .Build();
    }

    private TimeSpan? AskedFor(HttpResponseMessage response) =>
        RetryDelay.AskedFor(response, TimeProvider.GetUtcNow());

    private async ValueTask<bool> MayPassAsync(RetryPredicateArguments<HttpResponseMessage> args)
    {
        if (args.Outcome.Exception is { } exception)
        {
            return RetryRules.IsFailedConnection(exception) || (RetryTimeouts && RetryRules.IsTimeout(exception));
        }

        var response = args.Outcome.Result!;
        return RetryRules.MayRepeat(response)
            && !RetryDelay.IsTooLong(response, TimeProvider.GetUtcNow())
            && !await IsFinalAsync(response.Content, args.Context.CancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsFinalAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is not TimeoutContent body)
        {
            return false;
        }

        try
        {
            return RetryRules.IsFinal(
                await body.PeekAsync(RetryRules.ErrorBodyLimit, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            // A body that breaks off, or is not JSON, leaves the decision to the status. Where the caller gave up, or the
            // body did not come in time, whoever reads it is told.
            return exception is OperationCanceledException
                && (cancellationToken.IsCancellationRequested || !RetryTimeouts);
        }
    }
}
