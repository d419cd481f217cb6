namespace OpenAIImages.Batch.Running;

/// <summary>The two parts of a status.</summary>
internal static class ItemStatusExtensions
{
    /// <summary>Returns one of New, Done, Failed and Unknown.</summary>
    public static ItemStatus WithoutFlags(this ItemStatus status) => status & ItemStatus.Unknown;
}
