namespace OpenAIImages.Emulator.Contract;

/// <summary>The limits of a free size, in pixels: <c>dimensions</c> in the spec.</summary>
/// <param name="MultipleOf">What both sides must be divisible by.</param>
/// <param name="MaxSide">The maximum of the longer side.</param>
/// <param name="MaxRatio">The maximum ratio of the longer side to the shorter side.</param>
/// <param name="MinPixels">The minimum of width times height.</param>
/// <param name="MaxPixels">The maximum of width times height.</param>
internal sealed record SizeLimits(int MultipleOf, int MaxSide, int MaxRatio, int MinPixels, int MaxPixels);
