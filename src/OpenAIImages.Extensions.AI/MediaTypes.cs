using OpenAIImages.Generated;

namespace OpenAIImages.Extensions.AI;

/// <summary>The media types of images.</summary>
internal static class MediaTypes
{
    /// <summary>The media type of an image whose format is not known.</summary>
    public const string AnyImage = "image/*";

    /// <summary>The top-level type of all of them.</summary>
    public const string Image = "image";

    private const string Prefix = "image/";
    private const string XmlSuffix = "+xml";

    /// <summary>Returns the format that has a media type; null for any format.</summary>
    /// <exception cref="ArgumentException">The media type is not that of an image.</exception>
    public static ImageOutputFormat? ToOutputFormat(string? mediaType)
    {
        if (mediaType is null) return null;
        var type = mediaType.Split(';')[0].Trim().ToLowerInvariant();
        if (!type.StartsWith(Prefix, StringComparison.Ordinal) || type.Length == Prefix.Length)
        {
            throw new ArgumentException($"MediaType '{mediaType}' is not the media type of an image.");
        }

        if (type == AnyImage) return null;
        if (type.EndsWith(XmlSuffix, StringComparison.Ordinal)) type = type.Remove(type.Length - XmlSuffix.Length);
        // An unknown format may be newer than this package: validation or the server decides.
        return type.Substring(Prefix.Length) is var format && format is "jpg" or "pjpeg"
            ? ImageOutputFormat.Jpeg
            : format;
    }
}
