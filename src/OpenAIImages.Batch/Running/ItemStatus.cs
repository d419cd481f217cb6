namespace OpenAIImages.Batch.Running;

/// <summary>The status of an item in the journal.</summary>
[Flags]
internal enum ItemStatus : byte
{
    /// <summary>The item was not sent yet.</summary>
    New = 0,

    /// <summary>The images are saved.</summary>
    Done = 1,

    /// <summary>The item failed.</summary>
    Failed = 2,

    /// <summary>The item was sent, but its result is not known.</summary>
    Unknown = 3,

    /// <summary>A request for the item that ended differently may have been charged.</summary>
    MayBeCharged = 4,

    /// <summary>The line had different content in an earlier run.</summary>
    Changed = 8,

    /// <summary>
    /// An image of another or a changed line already has the name of this item, so it needs another name.
    /// </summary>
    IsTaken = 16,
}
