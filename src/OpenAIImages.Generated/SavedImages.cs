using OpenAIImages.Generated.Files;

namespace OpenAIImages.Generated;

/// <summary>Represents images that were created and saved to files.</summary>
public sealed class SavedImages
{
    /// <summary>Initializes a new instance, for tests of code that uses saved images.</summary>
    /// <param name="response">The response.</param>
    /// <param name="paths">The paths of the files, in the order of the images.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public SavedImages(ImagesResponse response, IReadOnlyList<string> paths)
    {
        Response = response ?? throw new ArgumentNullException(nameof(response));
        Paths = paths ?? throw new ArgumentNullException(nameof(paths));
    }

    /// <summary>Gets the response, without the bytes that were written to files.</summary>
    public ImagesResponse Response { get; }

    /// <summary>Gets the paths of the files, in the order of <see cref="ImagesResponse.Data"/>.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>
    /// Returns the path that an image is saved to: <c>otter.png</c>, or for several images <c>otter-1.png</c>,
    /// <c>otter-2.png</c> …
    /// </summary>
    /// <param name="path">
    /// The path for all images. An extension that is not an image extension is part of the name.
    /// </param>
    /// <param name="index">The zero-based index of the image.</param>
    /// <param name="count">How many images were requested.</param>
    /// <returns>The path. If it has no extension, none is added.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="path"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative.</exception>
    public static string GetPath(string path, int index, int count)
    {
        ArgumentNullException.ThrowIfNull(path);
        return index >= 0
            ? ImageFileSet.GetPath(path, index, count)
            : throw new ArgumentOutOfRangeException(nameof(index), index, "The index must not be negative.");
    }
}
