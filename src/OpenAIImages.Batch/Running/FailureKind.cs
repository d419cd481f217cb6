namespace OpenAIImages.Batch.Running;

/// <summary>What follows from a failure.</summary>
internal enum FailureKind
{
    /// <summary>The item failed.</summary>
    Final,

    /// <summary>The same request may succeed later.</summary>
    Passing,

    /// <summary>All requests have to wait.</summary>
    RateLimit,

    /// <summary>Every other item would be refused too, and this one was not charged.</summary>
    Refused,

    /// <summary>Every other item would fail too, since files cannot be written.</summary>
    Files,

    /// <summary>Whether the server has charged for the request is not known.</summary>
    Unknown,
}
