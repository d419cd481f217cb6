using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using Spectre.Console;
using Spectre.Console.Rendering;
using Color = Spectre.Console.Color;

namespace OpenAIImages.Cli.Terminal;

/// <summary>
/// A picture made of characters. Each character is the upper half of a cell, on the color of the lower half.
/// </summary>
/// <param name="picture">The picture, as wide as it is shown, with two rows of pixels for each row of cells.</param>
internal sealed class HalfBlocks(Image<Rgba32> picture) : Renderable
{
    protected override Measurement Measure(RenderOptions options, int maxWidth) =>
        new(picture.Width, picture.Width);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        for (var y = 0; y < picture.Height; y += 2)
        {
            for (var x = 0; x < Math.Min(picture.Width, maxWidth); x++)
            {
                var lower = y + 1 < picture.Height ? ToColor(picture[x, y + 1]) : Color.Default;
                yield return new Segment("▀", new Style(ToColor(picture[x, y]), lower));
            }

            yield return Segment.LineBreak;
        }
    }

    private static Color ToColor(Rgba32 pixel) =>
        pixel.A < byte.MaxValue / 2 ? Color.Default : new Color(pixel.R, pixel.G, pixel.B);
}
