using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>Selects the image format that matches the file name.</summary>
internal static class OutputFormats
{
    private static readonly Dictionary<string, ImageOutputFormat> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = ImageOutputFormat.Png,
        [".jpg"] = ImageOutputFormat.Jpeg,
        [".jpeg"] = ImageOutputFormat.Jpeg,
        [".webp"] = ImageOutputFormat.Webp,
        [".gif"] = ImageOutputFormat.Gif,
        [".svg"] = ImageOutputFormat.Svg,
    };

    /// <summary>Returns whether a path ends in the extension of an image; anything else is part of the name.</summary>
    public static bool HasExtension(string path) => Formats.ContainsKey(Path.GetExtension(path));

    /// <summary>
    /// Sets the format of the file's extension. Validation refuses it if the model does not support it.
    /// </summary>
    /// <exception cref="UsageException">Another format was requested.</exception>
    public static void Apply(CreateImageRequest request, string file)
    {
        if (!Formats.TryGetValue(Path.GetExtension(file), out var format)) return;
        if (request.OutputFormat is null)
        {
            // The default of every model.
            if (format != ImageOutputFormat.Png) request.OutputFormat = format;
            return;
        }

        if (request.OutputFormat != format)
        {
            throw new UsageException(
                $"{file} does not match --output-format {request.OutputFormat}. Remove one of them.");
        }
    }
}
