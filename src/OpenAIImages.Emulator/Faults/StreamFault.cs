namespace OpenAIImages.Emulator.Faults;

/// <summary>A fault in a stream.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Code">The code of the error.</param>
internal sealed record StreamFault(StreamFaultKind Kind, string? Code = null);
