namespace OpenAIImages.Emulator.Faults;

/// <summary>What happens in a stream instead of its first image.</summary>
internal enum StreamFaultKind
{
    /// <summary>An error event is sent.</summary>
    Error,

    /// <summary>Nothing more is sent.</summary>
    Stall,

    /// <summary>The stream ends.</summary>
    End,
}
