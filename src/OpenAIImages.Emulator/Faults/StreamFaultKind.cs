namespace OpenAIImages.Emulator.Faults;

/// <summary>What happens in a stream instead of its first image.</summary>
internal enum StreamFaultKind
{
    /// <summary>An event says that there was an error.</summary>
    Error,

    /// <summary>Nothing comes any more.</summary>
    Stall,

    /// <summary>The stream ends.</summary>
    End,
}
