using System.Text;
using OpenAIImages.Generated;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.Formats.Webp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// A picture for a prompt. The pixels of a PNG file follow from the prompt and the index alone, on every machine; other
/// bytes may differ from one version of .NET or kind of processor to another.
/// </summary>
/// <param name="Prompt">What the picture is for.</param>
/// <param name="Index">The index of the picture for the prompt, starting at 0.</param>
/// <param name="Format">The format of the file.</param>
internal sealed record Picture(string Prompt, int Index, PictureFormat Format)
{
    /// <summary>Writes the finished picture.</summary>
    public void Draw(Stream file)
    {
        var scene = new Scene(Prompt, Index);
        if (Format.Type == ImageOutputFormat.Svg)
        {
            file.Write(Encoding.UTF8.GetBytes(Vector.Draw(scene, Format.Width, Format.Height)));
            return;
        }

        using var image = Raster.Draw(scene, Format.Width, Format.Height, Format.IsTransparent);
        if (Format.Type == ImageOutputFormat.Gif) Animate(scene, image);
        image.Save(file, Encoder(PngCompressionLevel.BestSpeed));
    }

    /// <summary>
    /// Writes a preview: with the same number of pixels, but blurred, so that the file is smaller. Each preview is
    /// sharper than the previous one.
    /// </summary>
    /// <param name="number">The number of the preview, starting at 0.</param>
    /// <param name="file">The file to write.</param>
    public void DrawPreview(int number, Stream file)
    {
        var side = Math.Min(Format.Width, Format.Height);
        var scale = Math.Min(1, 8 * MathF.Pow(3, number) / side); // as if drawn at this scale and enlarged
        var blocks = Math.Min(1, 160f / side); // soft, but in blocks of equal pixels, which compress well
        using var image = Raster.Draw(
            new Scene(Prompt, Index), (int)(Format.Width * scale), (int)(Format.Height * scale), Format.IsTransparent);
        image.Mutate(it => it
            .Resize((int)(Format.Width * blocks), (int)(Format.Height * blocks), KnownResamplers.Spline)
            .Resize(Format.Width, Format.Height, KnownResamplers.NearestNeighbor));
        image.Save(file, Encoder(PngCompressionLevel.Level6));
    }

    /// <summary>Adds the frames of an animation, in which the sun rises and sinks.</summary>
    private void Animate(Scene scene, Image<Rgba32> image)
    {
        image.Metadata.GetGifMetadata().RepeatCount = 0; // for ever
        for (var number = 1; number < Format.FrameCount; number++)
        {
            var rise = 0.12f * (1 - Math.Abs(2f * number / Format.FrameCount - 1));
            using var frame = Raster.Draw(scene, Format.Width, Format.Height, isTransparent: false, rise);
            image.Frames.AddFrame(frame.Frames.RootFrame);
        }

        foreach (var frame in image.Frames) frame.Metadata.GetGifMetadata().FrameDelay = Format.FrameDelay;
    }

    private IImageEncoder Encoder(PngCompressionLevel compression) => Format.Type.ToString() switch
    {
        "jpeg" => new JpegEncoder { Quality = Math.Max(1, Format.Compression) },
        "webp" => new WebpEncoder { Method = WebpEncodingMethod.Fastest, Quality = Format.Compression },
        "gif" => new GifEncoder { ColorTableMode = GifColorTableMode.Global },
        _ => new PngEncoder
        {
            ColorType = Format.IsTransparent ? PngColorType.RgbWithAlpha : PngColorType.Rgb,
            CompressionLevel = compression,
            FilterMethod = PngFilterMethod.Up,
        },
    };
}
