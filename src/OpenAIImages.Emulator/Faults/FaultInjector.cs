using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenAIImages.Emulator.Errors;

namespace OpenAIImages.Emulator.Faults;

/// <summary>Processes requests for images, with the faults in the options and in the header of the request.</summary>
internal sealed class FaultInjector(IEnumerable<EmulatorFault> faults, TimeProvider clock)
{
    private const string HeaderName = "x-emulator-fault";

    private readonly FaultEffect[] _effects = [.. faults.Select(fault => fault.Activate(clock))];

    /// <summary>Responds to a valid request, or applies its faults instead.</summary>
    /// <param name="context">The request.</param>
    /// <param name="request">The request that is passed to the faults.</param>
    /// <param name="respond">Sends the images, with a fault in a stream.</param>
    /// <exception cref="ApiErrorException">The header is not valid.</exception>
    /// <exception cref="ConnectionDroppedException">The connection is to be closed.</exception>
    public async Task RunAsync(HttpContext context, EmulatorRequest request, Func<StreamFault?, Task> respond)
    {
        var plan = CreatePlan(context, request);
        if (plan.Delay > TimeSpan.Zero)
        {
            await Task.Delay(plan.Delay, clock, context.RequestAborted).ConfigureAwait(false);
        }

        foreach (var (name, value) in plan.Headers) context.Response.Headers[name] = value;
        request.IsDropped = plan.DropsBeforeResponse;
        if (request.IsDropped) context.Abort();
        else if (plan.DropAfterBytes is { } length) await CutAsync(context, length, SendAsync).ConfigureAwait(false);
        else await SendAsync().ConfigureAwait(false);

        Task SendAsync() => plan.Response?.SendAsync(context) ?? respond(plan.Stream);
    }

    private FaultPlan CreatePlan(HttpContext context, EmulatorRequest request)
    {
        var plan = new FaultPlan();
        if (context.Request.Headers.TryGetValue(HeaderName, out var header))
        {
            Parse(header.ToString(), request).Activate(clock)(plan, request);
        }

        foreach (var effect in _effects)
        {
            if (plan.IsDecided) break;
            effect(plan, request);
        }

        return plan;
    }

    private static EmulatorFault Parse(string header, EmulatorRequest request)
    {
        try
        {
            return EmulatorFault.Parse(header, request.Number);
        }
        catch (FormatException e)
        {
            throw FaultErrors.InvalidHeader(HeaderName, e.Message);
        }
    }

    private static async Task CutAsync(HttpContext context, long length, Func<Task> send)
    {
        var whole = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var cut = new StreamResponseBodyFeature(new CutStream(whole.Stream, length), whole);
        context.Features.Set<IHttpResponseBodyFeature>(cut);
        try
        {
            await send().ConfigureAwait(false);
            await cut.Writer.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            await whole.Stream.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            context.Features.Set(whole);
        }

        throw new ConnectionDroppedException();
    }
}
