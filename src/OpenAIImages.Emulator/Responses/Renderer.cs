using OpenAIImages.Emulator.Drawing;

namespace OpenAIImages.Emulator.Responses;

/// <summary>
/// Draws as many pictures at the same time as there are cores, but only one large picture, for all emulators of the
/// process. More would need memory and hardly be faster.
/// </summary>
internal static class Renderer
{
    private const long LargePixelCount = 2_000_000; // 8 MB

    private static readonly SemaphoreSlim Cores = new(Environment.ProcessorCount);
    private static readonly SemaphoreSlim Large = new(1);

    /// <summary>Draws a picture or a preview of it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="preview">The number of the preview, starting at 0; null for the finished picture.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>The file; dispose it when it has been sent.</returns>
    public static async Task<ImageFile> DrawAsync(
        Picture picture, int? preview, CancellationToken cancellationToken)
    {
        var room = picture.Format.PixelCount < LargePixelCount ? Cores : Large;
        await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return new ImageFile(picture, preview);
        }
        finally
        {
            room.Release();
        }
    }
}
