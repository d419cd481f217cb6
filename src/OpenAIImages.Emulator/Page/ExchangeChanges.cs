namespace OpenAIImages.Emulator.Page;

/// <summary>The changes of the log since a version.</summary>
/// <param name="Exchanges">The exchanges that are new or have changed, the oldest first.</param>
/// <param name="Version">The version of the log now.</param>
/// <param name="Next">Completes with the next change.</param>
internal sealed record ExchangeChanges(IReadOnlyList<Exchange> Exchanges, long Version, Task Next);
