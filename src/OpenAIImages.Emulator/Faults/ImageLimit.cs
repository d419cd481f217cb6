using OpenAIImages.Emulator.Errors;

namespace OpenAIImages.Emulator.Faults;

/// <summary>Refuses images beyond a number per minute.</summary>
internal sealed class ImageLimit(int perMinute, TimeProvider clock)
{
    private readonly Allowance _allowance = new(perMinute, clock);

    public void Apply(FaultPlan plan, EmulatorRequest request)
    {
        if (plan.IsDecided) return;
        var images = request.ImageRequest?.N ?? 1;
        var state = _allowance.Take(images);
        if (!state.IsRefused) return;
        var error = FaultErrors.ImageLimitReached(perMinute, perMinute - state.Left + images);
        // More images than the limit can never be available at once, so no time is sent.
        plan.Response = FaultResponse.From(error, images > perMinute ? null : state.Wait);
    }
}
