namespace OpenAIImages.Emulator.Page;

/// <summary>
/// The images of a response that have been sent, by their file names in the store of pictures: a feature of requests
/// that the page shows.
/// </summary>
internal sealed class SentPictures
{
    /// <summary>The file names.</summary>
    public IReadOnlyList<string> FileNames { get; set; } = [];
}
