namespace OpenAIImages.Batch.Running;

/// <summary>What the journal says of an item.</summary>
[Flags]
internal enum ItemStatus : byte
{
    /// <summary>It was not sent yet.</summary>
    New = 0,

    /// <summary>Its images are saved.</summary>
    Done = 1,

    /// <summary>It failed.</summary>
    Failed = 2,

    /// <summary>It was sent, and its end is not known.</summary>
    Unknown = 3,

    /// <summary>A request of it that ended otherwise may have been charged.</summary>
    MayBeCharged = 4,

    /// <summary>The line had another content in an earlier run.</summary>
    Changed = 8,

    /// <summary>An image of a line that has changed has its name; it needs another.</summary>
    IsTaken = 16,
}
