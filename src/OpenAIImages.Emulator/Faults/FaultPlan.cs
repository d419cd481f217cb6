namespace OpenAIImages.Emulator.Faults;

/// <summary>What the faults do to one request.</summary>
internal sealed class FaultPlan
{
    /// <summary>How long to wait before anything else.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The response instead of images; null if the request is carried out.</summary>
    public FaultResponse? Response { get; set; }

    /// <summary>Whether the connection is closed without a response.</summary>
    public bool DropsBeforeResponse { get; set; }

    /// <summary>After how many bytes of the body the connection is closed; null if it is not.</summary>
    public long? DropAfterBytes { get; set; }

    /// <summary>What happens in a stream; null if it is sent whole.</summary>
    public StreamFault? Stream { get; set; }

    /// <summary>Headers for the response, whatever it is.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the response is known, so that no further fault is tried.</summary>
    public bool IsDecided => Response is not null || DropsBeforeResponse;
}
