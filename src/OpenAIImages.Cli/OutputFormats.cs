using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>Makes the format of the images fit the name that the user gave their file.</summary>
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

    /// <summary>Returns whether a path ends in the extension of an image; anything else belongs to the name.</summary>
    public static bool HasExtension(string path) => Formats.ContainsKey(Path.GetExtension(path));

    /// <summary>
    /// Asks for the format of the file's extension; a model that does not take it is for validation to refuse.
    /// </summary>
    /// <exception cref="UsageException">Another format was asked for.</exception>
    public static void Apply(CreateImageRequest request, string file)
    {
        if (!Formats.TryGetValue(Path.GetExtension(file), out var format)) return;
        if (request.OutputFormat is null)
        {
            // What every model draws unless it is asked for something else.
            if (format != ImageOutputFormat.Png) request.OutputFormat = format;
            return;
        }

        if (request.OutputFormat != format)
        {
            throw new UsageException(
                $"{file} does not match --output-format {request.OutputFormat}. Leave one of them out.");
        }
    }
}
