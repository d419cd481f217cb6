namespace OpenAIImages.Emulator.Page;

/// <summary>
/// The file names, in the store of pictures, of the images that were sent in a response. A feature of requests that the
/// page shows.
/// </summary>
internal sealed class SentPictures
{
    /// <summary>The file names.</summary>
    public IReadOnlyList<string> FileNames { get; set; } = [];
}
