namespace OpenAIImages.Emulator.Faults;

/// <summary>The effects of all faults on one request.</summary>
internal sealed class FaultPlan
{
    /// <summary>How long to wait before anything else.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The response to send instead of images; null if the request is processed.</summary>
    public FaultResponse? Response { get; set; }

    /// <summary>Whether the connection is closed without a response.</summary>
    public bool DropsBeforeResponse { get; set; }

    /// <summary>
    /// The number of bytes of the body after which the connection is closed; null if it is not closed.
    /// </summary>
    public long? DropAfterBytes { get; set; }

    /// <summary>The fault in a stream; null if the stream is complete.</summary>
    public StreamFault? Stream { get; set; }

    /// <summary>Headers for any response.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the response is known, so that no further fault is tried.</summary>
    public bool IsDecided => Response is not null || DropsBeforeResponse;
}
