namespace OpenAIImages.Emulator.Page;

/// <summary>What has changed in the log since a version of it.</summary>
/// <param name="Exchanges">The exchanges that are new or have changed, the oldest first.</param>
/// <param name="Version">The version of the log now.</param>
/// <param name="Next">Completes with the next change.</param>
internal sealed record ExchangeChanges(IReadOnlyList<Exchange> Exchanges, long Version, Task Next);
