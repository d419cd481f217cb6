namespace OpenAIImages.Emulator.Contract;

/// <summary>What a free size may be, in pixels: <c>dimensions</c> in the spec.</summary>
/// <param name="MultipleOf">What both sides must be divisible by.</param>
/// <param name="MaxSide">The maximum of the longer side.</param>
/// <param name="MaxRatio">How many times as long as the shorter side the longer one may be.</param>
/// <param name="MinPixels">The minimum of width times height.</param>
/// <param name="MaxPixels">The maximum of width times height.</param>
internal sealed record SizeLimits(int MultipleOf, int MaxSide, int MaxRatio, int MinPixels, int MaxPixels);
