using OpenAIImages.Emulator.Drawing;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Requests;

/// <summary>The work for a valid request, with values for everything that the client left to the model.</summary>
internal sealed class ImageJob
{
    private const int DefaultSide = 1024;
    private const int DefaultGifSide = 512;

    private readonly CreateImageRequest _request;

    /// <param name="request">A valid request.</param>
    public ImageJob(CreateImageRequest request)
    {
        _request = request;
        Traits = ImageModelTraits.For(request.Model!.Value)!;
        var format = CreateFormat(request);
        var (width, height) = (format.Width, format.Height);
        Pictures = [.. Enumerable.Range(0, request.N ?? 1)
            .Select(index => new Picture(request.Prompt, index, format))];
        Format = format.Type;
        Size = new ImageSize(width, height);
        Background = format.IsTransparent ? ImageBackground.Transparent : ImageBackground.Opaque;
        Quality = request.Quality is { } quality && quality != ImageQuality.Auto ? quality : ImageQuality.High;
        UsagePerImage = CreateUsage(request.Prompt, width, height, 1);
        Usage = CreateUsage(request.Prompt, width, height, Pictures.Count);
        SvgUsage = CreateUsage(request.Svg, UsagePerImage.InputTokens);
    }

    /// <summary>How the model responds.</summary>
    public ImageModelTraits Traits { get; }

    /// <summary>Whether the response links to the images instead of containing them.</summary>
    public bool ReturnsUrls => !Traits.ReturnsBase64Only && _request.ResponseFormat != ImageResponseFormat.Bytes;

    public int Previews => _request.PartialImages ?? 0;

    public string? RevisedPrompt => Traits.RevisesPrompts ? $"{_request.Prompt} (revised by the emulator)" : null;

    /// <summary>The id of the end user, from the current parameter or from its predecessor.</summary>
    public string? SafetyIdentifier => _request.SafetyIdentifier ?? _request.User;

    public IReadOnlyList<Picture> Pictures { get; }

    public ImageOutputFormat Format { get; }

    public ImageSize Size { get; }

    public ImageBackground Background { get; }

    public ImageQuality Quality { get; }

    /// <summary>The tokens of all images.</summary>
    public ImageUsage Usage { get; }

    /// <summary>The tokens of one image; those of all images add up to <see cref="Usage"/>.</summary>
    public ImageUsage UsagePerImage { get; }

    /// <summary>The tokens of the language model that writes an svg; null without one.</summary>
    public SvgUsage? SvgUsage { get; }

    private static PictureFormat CreateFormat(CreateImageRequest request)
    {
        var type = request.OutputFormat ?? ImageOutputFormat.Png;
        if (request.Size?.TryGetDimensions(out var width, out var height) != true)
        {
            width = height = type == ImageOutputFormat.Gif ? DefaultGifSide : DefaultSide;
        }

        return new PictureFormat(type, width, height)
        {
            IsTransparent = request.Background == ImageBackground.Transparent,
            Compression = request.OutputCompression ?? 100,
            FrameCount = request.FrameCount ?? PictureFormat.DefaultFrameCount,
            FrameDelay = (int)Math.Round((request.FrameDurationMs ?? 200) / 10m),
        };
    }

    /// <summary>
    /// Invented numbers that add up and grow with the work. The API, too, counts the prompt once per image.
    /// </summary>
    private static ImageUsage CreateUsage(string prompt, int width, int height, int count)
    {
        var input = (prompt.Length / 4 + 1L) * count;
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

    private static SvgUsage? CreateUsage(SvgOptions? svg, long? input)
    {
        const int Output = 2000;
        if (svg is null) return null;
        return new SvgUsage
        {
            Model = svg.Model,
            InputTokens = input,
            OutputTokens = Output,
            ReasoningTokens = 0,
            TotalTokens = input + Output,
        };
    }
}
