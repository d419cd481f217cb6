namespace OpenAIImages.Batch.Running;

/// <summary>The consequence of a failure.</summary>
internal enum FailureKind
{
    /// <summary>The item failed.</summary>
    Final,

    /// <summary>The same request may succeed later.</summary>
    Passing,

    /// <summary>All requests have to wait.</summary>
    RateLimit,

    /// <summary>All other items would also be refused. This item was not charged.</summary>
    Refused,

    /// <summary>All other items would also fail, since files cannot be written.</summary>
    Files,

    /// <summary>It is not known whether the server charged for the request.</summary>
    Unknown,
}
