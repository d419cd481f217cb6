using OpenAIImages.Emulator.Errors;
using OpenAIImages.Emulator.Faults;

namespace OpenAIImages.Emulator;

/// <summary>
/// A fault of the emulator, and the requests that it applies to. It is immutable: each method returns a new fault.
/// </summary>
/// <remarks>
/// <para>
/// Faults apply only to valid requests for images. Wrong keys and invalid requests cause the usual errors. The faults
/// of <see cref="ImagesEmulatorOptions.Faults"/> are tried in order. Latencies add up. The first fault that decides the
/// response (a rate limit that is exceeded, a quota, a moderation block, a status or a connection that is dropped
/// before the response) ends the list; later faults do not count the request.
/// </para>
/// <para>
/// A fault applies to every request unless <see cref="When"/>, <see cref="WithProbability"/>, <see cref="Once"/> or
/// <see cref="Times"/> limit it. In whatever order they are called, the number of times counts only requests that
/// fulfil the other conditions. Each emulator has its own counters, even if several use the same fault.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// var options = new ImagesEmulatorOptions
/// {
///     Faults =
///     {
///         EmulatorFault.Latency(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)),
///         EmulatorFault.ImagesPerMinute(5),
///         EmulatorFault.Status(503, retryAfter: TimeSpan.FromSeconds(2)).Once(),
///         EmulatorFault.DropWithinBody().WithProbability(0.1, seed: 1),
///         EmulatorFault.ModerationBlocked("violence").When(request => request.Body.Contains("dragon")),
///     },
/// };
/// </code>
/// </example>
public sealed class EmulatorFault
{
    private static readonly TimeSpan MaxLatency = TimeSpan.FromDays(1);

    private readonly Func<TimeProvider, FaultEffect> _activate;
    private readonly FaultConditions _conditions;

    private EmulatorFault(Func<TimeProvider, FaultEffect> activate, FaultConditions? conditions = null) =>
        (_activate, _conditions) = (activate, conditions ?? FaultConditions.None);

    /// <summary>Refuses requests beyond a number per minute, with status 429, as the API does.</summary>
    /// <param name="limit">The number of requests, at least 1, which is also how many may come at once.</param>
    /// <returns>The fault.</returns>
    /// <remarks>
    /// The allowance is refilled continuously, by the clock of <see cref="ImagesEmulatorOptions.TimeProvider"/>. A
    /// refusal has <c>Retry-After</c> and <c>retry-after-ms</c>, and does not count. Each response has
    /// <c>x-ratelimit-limit-requests</c>, <c>x-ratelimit-remaining-requests</c> and <c>x-ratelimit-reset-requests</c>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1.</exception>
    public static EmulatorFault RequestsPerMinute(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return new EmulatorFault(clock => new RequestLimit(limit, clock).Apply);
    }

    /// <summary>Refuses images beyond a number per minute, with status 429, as the API does.</summary>
    /// <param name="limit">The number of images, at least 1, which is also how many may come at once.</param>
    /// <returns>The fault.</returns>
    /// <remarks>
    /// It counts <c>n</c> of each request. The allowance is refilled continuously, by the clock of
    /// <see cref="ImagesEmulatorOptions.TimeProvider"/>. A refusal has <c>Retry-After</c> and <c>retry-after-ms</c>,
    /// and does not count. As with the API, no header says how many images are left.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1.</exception>
    public static EmulatorFault ImagesPerMinute(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return new EmulatorFault(clock => new ImageLimit(limit, clock).Apply);
    }

    /// <summary>Refuses requests with status 429 and the code <c>insufficient_quota</c>.</summary>
    /// <returns>The fault.</returns>
    public static EmulatorFault QuotaExceeded() => Respond(FaultResponse.From(FaultErrors.QuotaExceeded()));

    /// <summary>Refuses requests with status 400 and the code <c>moderation_blocked</c>.</summary>
    /// <param name="categories">The categories of content that were found; <c>violence</c> if there are none.</param>
    /// <returns>The fault.</returns>
    public static EmulatorFault ModerationBlocked(params string[] categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        return Respond(FaultResponse.From(FaultErrors.ModerationBlocked(categories is [] ? ["violence"] : categories)));
    }

    /// <summary>Responds with a status.</summary>
    /// <param name="status">The status, from 200 to 599.</param>
    /// <param name="body">The body; null for an error in the shape of the API.</param>
    /// <param name="contentType">The media type of the body; null for <c>application/json</c>.</param>
    /// <param name="retryAfter">
    /// The time for <c>Retry-After</c> (in seconds, rounded up) and <c>retry-after-ms</c>; null to send neither.
    /// </param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The status or the time is out of its range.</exception>
    /// <exception cref="ArgumentException">There is a body, which a response of this status cannot have.</exception>
    public static EmulatorFault Status(
        int status, string? body = null, string? contentType = null, TimeSpan? retryAfter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAfter ?? TimeSpan.Zero, TimeSpan.Zero, nameof(retryAfter));
        if (body is { Length: > 0 } && !FaultResponse.MayHaveBody(status))
        {
            throw new ArgumentException($"A response with status {status} cannot have a body.", nameof(body));
        }

        return Respond(FaultResponse.Create(status, body, contentType, retryAfter));
    }

    /// <summary>Delays the response.</summary>
    /// <param name="delay">The delay, from zero to one day.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The delay is out of its range.</exception>
    public static EmulatorFault Latency(TimeSpan delay) => Latency(delay, delay);

    /// <summary>Delays each response by a random time, evenly distributed between two bounds.</summary>
    /// <param name="minimum">The shortest delay.</param>
    /// <param name="maximum">The longest delay, at most one day.</param>
    /// <param name="seed">The same seed gives the same delays, in the order of the requests.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A delay is out of its range.</exception>
    public static EmulatorFault Latency(TimeSpan minimum, TimeSpan maximum, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maximum, MaxLatency);
        return new EmulatorFault(_ =>
        {
            var dice = new Dice(seed);
            return (plan, _) => plan.Delay += minimum + (maximum - minimum) * dice.Next();
        });
    }

    /// <summary>Closes the connection instead of responding.</summary>
    /// <returns>The fault.</returns>
    public static EmulatorFault DropBeforeResponse() => Do(plan => plan.DropsBeforeResponse = true);

    /// <summary>Closes the connection after the headers of the response.</summary>
    /// <returns>The fault.</returns>
    public static EmulatorFault DropBeforeBody() => Do(plan => plan.DropAfterBytes = 0);

    /// <summary>Closes the connection within the body of the response.</summary>
    /// <param name="afterBytes">
    /// The number of bytes that are sent, at least 1. The default, 100, is within the JSON of an image or an error.
    /// With a shorter body, this is <see cref="DropAfterBody"/>.
    /// </param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of bytes is less than 1.</exception>
    public static EmulatorFault DropWithinBody(int afterBytes = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(afterBytes, 1);
        return Do(plan => plan.DropAfterBytes = afterBytes);
    }

    /// <summary>
    /// Closes the connection after the last byte of the body, without the end mark of a chunked response: the client
    /// has received everything, but sees a broken connection.
    /// </summary>
    /// <returns>The fault.</returns>
    public static EmulatorFault DropAfterBody() => Do(plan => plan.DropAfterBytes = long.MaxValue);

    /// <summary>Sends an error event instead of the first image of a stream, after its previews.</summary>
    /// <param name="code">The code of the error.</param>
    /// <returns>The fault; it applies to requests for a stream only.</returns>
    public static EmulatorFault StreamError(string code = "server_error")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return InStream(new StreamFault(StreamFaultKind.Error, code));
    }

    /// <summary>Sends nothing instead of the first image of a stream, after its previews.</summary>
    /// <returns>The fault; it applies to requests for a stream only.</returns>
    public static EmulatorFault StreamStall() => InStream(new StreamFault(StreamFaultKind.Stall));

    /// <summary>Ends a stream properly after the previews of its first image, but without an image.</summary>
    /// <returns>The fault; it applies to requests for a stream only.</returns>
    public static EmulatorFault StreamEnd() => InStream(new StreamFault(StreamFaultKind.End));

    /// <summary>Reads faults from text in the format of the header <c>x-emulator-fault</c>.</summary>
    /// <param name="text">
    /// One or more of these, with semicolons between them: <c>latency=2s</c> or <c>latency=500ms..2s</c>;
    /// <c>status=503</c>, to which <c>retry-after=2</c> can be added; <c>quota</c>; <c>moderation</c> or
    /// <c>moderation=violence,hate</c>; <c>drop=before-response</c>, <c>before-body</c>, <c>within-body</c> or
    /// <c>after-body</c>; <c>stream=error</c>, <c>stall</c> or <c>end</c>; and, at the end, <c>body=</c> with the body
    /// for the status, which may contain semicolons. A time has the unit <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>.
    /// </param>
    /// <param name="seed">The seed for latencies.</param>
    /// <returns>One fault that combines all of them.</returns>
    /// <exception cref="FormatException">The text is not valid; the message says what is wrong.</exception>
    public static EmulatorFault Parse(string text, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FaultParser.Parse(text, seed);
    }

    /// <summary>Adds another fault, which applies to the same requests.</summary>
    /// <param name="other">The other fault. Its own conditions also apply.</param>
    /// <returns>One fault that combines both.</returns>
    public EmulatorFault And(EmulatorFault other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new EmulatorFault(clock => Activate(clock) + other.Activate(clock));
    }

    /// <summary>Limits the fault to the first request that it applies to.</summary>
    /// <returns>The fault.</returns>
    public EmulatorFault Once() => Times(1);

    /// <summary>Limits the fault to the first requests that it applies to.</summary>
    /// <param name="count">The number of requests, at least 1. If it is set again, the smaller number applies.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public EmulatorFault Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new EmulatorFault(_activate, _conditions with { Times = Math.Min(count, _conditions.Times) });
    }

    /// <summary>Limits the fault to a share of the requests, by chance.</summary>
    /// <param name="probability">The share, from 0 to 1.</param>
    /// <param name="seed">The same seed gives the same choice, in the order of the requests.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public EmulatorFault WithProbability(double probability, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        var chances = _conditions.Chances.Append((probability, seed));
        return new EmulatorFault(_activate, _conditions with { Chances = [.. chances] });
    }

    /// <summary>Limits the fault to requests that fulfil a condition.</summary>
    /// <param name="condition">The condition, which may be called concurrently.</param>
    /// <returns>The fault.</returns>
    public EmulatorFault When(Func<EmulatorRequest, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new EmulatorFault(_activate, _conditions with { Predicates = [.. _conditions.Predicates, condition] });
    }

    /// <summary>Creates the effect that one emulator applies to its requests, with its own counters.</summary>
    internal FaultEffect Activate(TimeProvider clock)
    {
        var (effect, gate) = (_activate(clock), new FaultGate(_conditions));
        return (plan, request) => (gate.Admits(request) ? effect : null)?.Invoke(plan, request);
    }

    private static EmulatorFault Respond(FaultResponse response) => Do(plan => plan.Response ??= response);

    private static EmulatorFault Do(Action<FaultPlan> effect) => new(_ => (plan, _) => effect(plan));

    private static EmulatorFault InStream(StreamFault fault) =>
        Do(plan => plan.Stream = fault).When(request => request.ImageRequest?.Stream == true);
}
