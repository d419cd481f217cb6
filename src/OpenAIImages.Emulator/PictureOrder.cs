using System.Globalization;
using OpenAIImages.Emulator.Drawing;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator;

/// <summary>What a valid request comes to: which pictures, how they are sent, and what is said of them.</summary>
internal sealed class PictureOrder
{
    private const int MaxPixels = 4096 * 4096;
    private const int MaxSide = 8192;
    private const int MaxPictures = 10;

    /// <exception cref="ApiFailureException">It asks for what the emulator cannot do.</exception>
    public PictureOrder(CreateImageRequest request)
    {
        if (request.OutputFormat is { } format && format != ImageOutputFormat.Png)
        {
            throw ApiFailureException.Invalid(
                "invalid_value", "output_format", $"The emulator draws png only, not '{format}'.");
        }
        var count = request.N ?? 1;
        if (count > MaxPictures)
            throw ApiFailureException.Invalid("invalid_value", "n", $"The emulator draws at most {MaxPictures} at once.");
        var (width, height) = ReadSize(request.Size);
        var transparent = request.Background == ImageBackground.Transparent;

        Model = new ModelTraits(request.Model);
        AsUrl = !Model.AnswersInBase64 && request.ResponseFormat != ImageResponseFormat.Bytes;
        Pictures = [.. Enumerable.Range(0, count).Select(Draw)];
        Size = string.Create(CultureInfo.InvariantCulture, $"{width}x{height}");
        Background = transparent ? ImageBackground.Transparent : ImageBackground.Opaque;
        Quality = request.Quality is { } quality && quality != ImageQuality.Auto ? quality : ImageQuality.High;
        Usage = CreateUsage(request.Prompt, width, height, count);

        Picture Draw(int index) => Picture.For(request.Prompt, index, width, height, transparent);
    }

    public ModelTraits Model { get; }

    public bool AsUrl { get; }

    public IReadOnlyList<Picture> Pictures { get; }

    public ImageSize Size { get; }

    public ImageBackground Background { get; }

    public ImageQuality Quality { get; }

    public ImageUsage Usage { get; }

    private static (int Width, int Height) ReadSize(ImageSize? size)
    {
        if (size is null || size == ImageSize.Auto)
            return (1024, 1024);
        if (size.Value.TryGetDimensions(out var width, out var height)
            && width is > 0 and <= MaxSide && height is > 0 and <= MaxSide && width * height <= MaxPixels)
        {
            return (width, height);
        }
        throw ApiFailureException.Invalid(
            "invalid_size", "size", $"The emulator draws WIDTHxHEIGHT, up to {MaxSide} a side and {MaxPixels} in all.");
    }

    /// <summary>Made up, but it adds up, and grows with the work.</summary>
    private static ImageUsage CreateUsage(string prompt, int width, int height, int count)
    {
        long input = prompt.Length / 4 + 1;
        var output = (width * height / 1024 + 1L) * count;
        return new ImageUsage
        {
            InputTokens = input,
            OutputTokens = output,
            TotalTokens = input + output,
            InputTokensDetails = new ImageTokensDetails { TextTokens = input, ImageTokens = 0 },
            OutputTokensDetails = new ImageTokensDetails { TextTokens = 0, ImageTokens = output },
        };
    }
}
