using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>The form in which a picture is drawn.</summary>
/// <param name="Type">The format of the file.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
internal sealed record PictureFormat(ImageOutputFormat Type, int Width, int Height)
{
    /// <summary>The default number of frames of a gif.</summary>
    public const int DefaultFrameCount = 9;

    /// <summary>Whether the sky is left out.</summary>
    public bool IsTransparent { get; init; }

    /// <summary>The quality that jpeg and webp keep, from 0 to 100.</summary>
    public int Compression { get; init; } = 100;

    /// <summary>The number of frames of a gif.</summary>
    public int FrameCount { get; init; } = 1;

    /// <summary>How long each frame of a gif is shown, in hundredths of a second.</summary>
    public int FrameDelay { get; init; }

    /// <summary>The pixels that are in memory while the picture is drawn.</summary>
    public long PixelCount => (long)Width * Height * (Type == ImageOutputFormat.Gif ? FrameCount : 1);
}
