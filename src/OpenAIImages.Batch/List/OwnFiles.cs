namespace OpenAIImages.Batch.List;

/// <summary>The files in the folder of the images that belong to the run itself.</summary>
internal static class OwnFiles
{
    public const string Journal = "batch.jsonl";

    public const string Lock = "batch.lock";

    /// <summary>Returns whether a path in the folder is one of them, on any file system.</summary>
    public static bool Contains(string path) =>
        path.Equals(Journal, StringComparison.OrdinalIgnoreCase)
        || path.Equals(Lock, StringComparison.OrdinalIgnoreCase);
}
