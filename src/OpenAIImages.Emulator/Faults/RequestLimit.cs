using System.Globalization;
using OpenAIImages.Emulator.Errors;

namespace OpenAIImages.Emulator.Faults;

/// <summary>Refuses requests beyond a number per minute.</summary>
internal sealed class RequestLimit(int perMinute, TimeProvider clock)
{
    private readonly Allowance _allowance = new(perMinute, clock);

    public void Apply(FaultPlan plan, EmulatorRequest request)
    {
        if (plan.IsDecided) return;
        var state = _allowance.Take(1);
        plan.Headers["x-ratelimit-limit-requests"] = perMinute.ToString(CultureInfo.InvariantCulture);
        plan.Headers["x-ratelimit-remaining-requests"] = state.Left.ToString(CultureInfo.InvariantCulture);
        plan.Headers["x-ratelimit-reset-requests"] = Durations.Format(state.Reset);
        if (!state.IsRefused) return;
        var model = request.ImageRequest?.Model?.ToString() ?? string.Empty;
        plan.Response = FaultResponse.From(
            FaultErrors.RequestLimitReached(model, perMinute, perMinute - state.Left, state.Wait), state.Wait);
    }
}
