namespace OpenAIImages.Generated;

/// <summary>Images that were created and written to files.</summary>
public sealed class SavedImages
{
    /// <summary>Makes the result; public for tests of code that reads it.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="paths">The files, in the order of the images.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public SavedImages(ImagesResponse response, IReadOnlyList<string> paths)
    {
        Response = response ?? throw new ArgumentNullException(nameof(response));
        Paths = paths ?? throw new ArgumentNullException(nameof(paths));
    }

    /// <summary>The answer, without the bytes that were written.</summary>
    public ImagesResponse Response { get; }

    /// <summary>The files, in the order of <see cref="ImagesResponse.Data"/>.</summary>
    public IReadOnlyList<string> Paths { get; }
}
