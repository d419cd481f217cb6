using Polly;
using Polly.Retry;
using OpenAIImages.Generated.Diagnostics;
using OpenAIImages.Generated.Http;

namespace OpenAIImages.Generated;

/// <summary>
/// Retries requests that failed for a temporary reason, and limits the time of each attempt. A client that is created
/// without an HttpClient uses this handler; you can also add it to any other chain of handlers.
/// </summary>
/// <remarks>
/// <para>
/// <b>Retried</b> are connections that failed before a response began, and responses with status 408, 409, 429 or 5xx.
/// An <c>x-should-retry</c> header of <c>true</c> or <c>false</c> on an error overrides the status. <b>Never
/// retried</b> are a response that is not an error (the image is paid for), an untrusted certificate, a proxy that
/// refuses the connection, the error codes <c>insufficient_quota</c>, <c>billing_hard_limit_reached</c>,
/// <c>billing_not_active</c>, <c>account_deactivated</c>, <c>moderation_blocked</c> and
/// <c>content_policy_violation</c>, a canceled call and, unless <see cref="RetryTimeouts"/> is set, a time-out.
/// </para>
/// <para>
/// <b>The delay</b> before each retry is what <c>retry-after-ms</c> or else <c>Retry-After</c> asks for. If that is
/// more than 60 seconds, the response is returned without a retry. Without either header, the delay grows from 0.5 to 8
/// seconds, with jitter.
/// </para>
/// <para>
/// <b>Costs.</b> The server may have created, and charged for, an image if a connection breaks after the request was
/// sent, if an attempt times out, or if the server or a gateway responds with 408 or 5xx, especially 502 and 504. Set
/// <see cref="RetryOnlyUncharged"/> to retry only after failures that cost nothing: a connection that was not
/// established, 409 and 429.
/// </para>
/// <para>
/// All attempts of a request have the same <c>X-Client-Request-Id</c> header, a new GUID unless the request has one.
/// Content that cannot be sent twice is buffered. <see cref="HttpClient.Timeout"/> covers all attempts and delays
/// together, and is 100 seconds by default: set it to <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>.
/// Synchronous sending is not supported.
/// </para>
/// </remarks>
public sealed class RetryHandler : DelegatingHandler
{
    private ResiliencePipeline<HttpResponseMessage>? _pipeline;

    /// <summary>Creates a handler whose <see cref="DelegatingHandler.InnerHandler"/> is set later.</summary>
    public RetryHandler()
    {
    }

    /// <summary>Creates a handler with the given inner handler.</summary>
    /// <param name="innerHandler">The handler that sends each attempt.</param>
    /// <exception cref="ArgumentNullException"><paramref name="innerHandler"/> is null.</exception>
    public RetryHandler(HttpMessageHandler innerHandler)
        : base(innerHandler)
    {
    }

    /// <summary>
    /// Creates a handler with the retries, time limit and clock of the options; its
    /// <see cref="DelegatingHandler.InnerHandler"/> is set later.
    /// </summary>
    /// <param name="options">The options; later changes to them have no effect.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> or its clock is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public RetryHandler(ImagesClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        MaxRetries = options.MaxRetries;
        Timeout = options.Timeout;
        RetryTimeouts = options.RetryTimeouts;
        RetryOnlyUncharged = options.RetryOnlyUncharged;
        OnRetry = options.OnRetry;
        TimeProvider = options.TimeProvider;
    }

    /// <summary>Gets or sets how many times a failed request is retried: 0 or more. The default is 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    /// <exception cref="InvalidOperationException">A request was already sent.</exception>
    public int MaxRetries
    {
        get;
        set => field = Settable(value, value >= 0, ImagesClientOptions.MaxRetriesRule);
    } = 2;

    /// <summary>
    /// Gets or sets the time limit of one attempt, including the body of its response. The default is 10 minutes;
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> means no limit.
    /// </summary>
    /// <remarks>
    /// An attempt that takes longer throws a <see cref="TaskCanceledException"/> whose inner exception is a
    /// <see cref="TimeoutException"/>. If the client that sends the request has a shorter limit, the shorter limit
    /// applies.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero, negative, or more than 24 days.</exception>
    /// <exception cref="InvalidOperationException">A request was already sent.</exception>
    public TimeSpan Timeout
    {
        get;
        set => field = Settable(value, ImagesClientOptions.IsValidTimeout(value), ImagesClientOptions.TimeoutRule);
    } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets or sets whether an attempt that timed out before its response began is retried. The default is false, since
    /// the server may have charged for it.
    /// </summary>
    /// <exception cref="InvalidOperationException">A request was already sent.</exception>
    public bool RetryTimeouts
    {
        get;
        set => field = Settable(value, true, string.Empty);
    }

    /// <summary>
    /// Gets or sets whether only failures that cost nothing are retried: 409, 429, and a connection that was not
    /// established. The default is false.
    /// </summary>
    /// <exception cref="InvalidOperationException">A request was already sent.</exception>
    public bool RetryOnlyUncharged
    {
        get;
        set => field = Settable(value, true, string.Empty);
    }

    /// <summary>
    /// Gets or sets a callback that runs before the delay of each retry, for example to log it. The default is null.
    /// </summary>
    /// <remarks>It may be called concurrently. An exception that it throws ends the call.</remarks>
    /// <exception cref="InvalidOperationException">A request was already sent.</exception>
    public Action<RetryNotice>? OnRetry
    {
        get;
        set => field = Settable(value, true, string.Empty);
    }

    /// <summary>Gets or sets the clock for time limits and delays. The default is the system clock.</summary>
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
        ClientRequestId.Ensure(request);
        var timeout = AttemptSender.TakeOverTimeout(request, Timeout);
        await request.BufferContentAsync(cancellationToken).ConfigureAwait(false);
        return await pipeline.ExecuteAsync(
            token => SendOnceAsync(request.Copy(), new AttemptTimeout(timeout, TimeProvider), token),
            cancellationToken).ConfigureAwait(false);
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
        ApiRequestMessage request, AttemptTimeout timeout, CancellationToken cancellationToken)
    {
        var response = await AttemptSender.SendAsync(
            base.SendAsync, request, timeout, cancellationToken).ConfigureAwait(false);
        // The timeout includes reading the body, unless another RetryHandler limits that.
        if (request.Timeout is not null) response.Content = new TimeoutContent(response.Content, timeout);
        return response;
    }

    private T Settable<T>(T value, bool isValid, string rule)
    {
        if (_pipeline is not null)
        {
            throw new InvalidOperationException("A RetryHandler cannot be changed after it has sent a request.");
        }

        return isValid ? value : throw new ArgumentOutOfRangeException(nameof(value), value, rule);
    }

    private ResiliencePipeline<HttpResponseMessage> CreatePipeline() => MaxRetries == 0
        ? ResiliencePipeline<HttpResponseMessage>.Empty
        : new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = TimeProvider }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = MaxRetries,
                ShouldHandle = ShouldRetryAsync,
                DelayGenerator = args => new ValueTask<TimeSpan?>(GetDelay(args.Outcome.Result, args.AttemptNumber)),
                OnRetry = args =>
                {
                    Report(args);
                    return default;
                },
            })
            .Build();

    private TimeSpan GetDelay(HttpResponseMessage? response, int attempt) =>
        (response is null ? null : RetryDelay.GetRequested(response, TimeProvider.GetUtcNow()))
        ?? RetryDelay.GetBackOff(attempt);

    private void Report(OnRetryArguments<HttpResponseMessage> args)
    {
        var failure = args.Outcome.Exception;
        var retry = new RetryNotice(
            args.AttemptNumber + 1,
            args.RetryDelay,
            (int?)args.Outcome.Result?.StatusCode,
            HttpFailure.MayQuoteServer(failure) ? HttpFailure.CreateNotHttp() : failure);
        Telemetry.Record(retry);
        try
        {
            OnRetry?.Invoke(retry);
        }
        catch
        {
            // The call ends here, so nothing else disposes the response and its connection.
            args.Outcome.Result?.Dispose();
            throw;
        }
    }

    private async ValueTask<bool> ShouldRetryAsync(RetryPredicateArguments<HttpResponseMessage> args)
    {
        if (args.Outcome.Exception is { } failure)
        {
            return RetryRules.IsRetryable(failure, RetryOnlyUncharged)
                || (RetryTimeouts && !RetryOnlyUncharged && RetryRules.IsTimeout(failure));
        }

        var response = args.Outcome.Result!;
        return RetryRules.IsRetryable(response, RetryOnlyUncharged)
            && !RetryDelay.IsTooLong(response, TimeProvider.GetUtcNow())
            && !await IsFinalAsync(response.Content, args.Context.CancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsFinalAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        if (content is not TimeoutContent { Body: var body }) return false;
        try
        {
            var start = await body.PeekAsync(RetryRules.MaxErrorBytes, cancellationToken).ConfigureAwait(false);
            return RetryRules.IsFinal(start, content);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // If the body is incomplete or is not JSON, the status decides. If it timed out, reading the response
            // reports that.
            return failure is OperationCanceledException && !RetryTimeouts;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }
}
