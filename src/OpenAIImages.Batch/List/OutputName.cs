using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch.List;

/// <summary>File names: creates the default name of an item, and checks the name in a line.</summary>
internal static class OutputName
{
    private const int MaxSlugLength = 40;

    // The rest of the 255 bytes that most file systems allow is for numbers, the extension and temporary names.
    private const int MaxSegmentBytes = 200;

    // First the extensions of images, then those that may also be added to a path without an extension.
    private static readonly string[] Extensions =
        [".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".avif", ".bmp", ".bin"];

    private const int ImageExtensions = 6;

    // On Windows, these names are devices, even with an extension.
    private static readonly Regex DeviceName = new(
        @"^(CON|PRN|AUX|NUL|(COM|LPT)\d) *(\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Gets the extensions that a saved image may have.</summary>
    public static IReadOnlyList<string> All => Extensions;

    /// <summary>Returns <c>NNNN-slug</c>.</summary>
    public static string Create(int number, string words)
    {
        var slug = new StringBuilder(MaxSlugLength);
        foreach (var character in words)
        {
            if (slug.Length == MaxSlugLength) break;
            if (char.IsLetterOrDigit(character)) slug.Append(char.ToLowerInvariant(character));
            else if (slug.Length > 0 && slug[slug.Length - 1] != '-') slug.Append('-');
        }

        var name = number.ToString("D4", CultureInfo.InvariantCulture);
        var text = slug.ToString().Trim('-');
        return text.Length == 0 ? name : $"{name}-{text}";
    }

    /// <summary>Returns what is wrong with the name in a line; null if it is a file within the folder.</summary>
    public static string? FindError(string name)
    {
        if (name.Trim().Length == 0) return "output is blank.";
        // Lone surrogates become a character that is refused below.
        name = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name));
        foreach (var segment in name.Split('/'))
        {
            if (segment is "" or "." or "..") return "output must be the relative path of a file within the folder.";
            if (segment.Any(it => it < ' ' || it == '\uFFFD' || "\\:*?\"<>|".Contains(it)))
            {
                return "output has a character that is not allowed in file names.";
            }

            if (segment[segment.Length - 1] is '.' or ' ') return "output has a name that ends in a dot or a space.";
            if (Encoding.UTF8.GetByteCount(segment) > MaxSegmentBytes)
            {
                return $"output has a name of more than {MaxSegmentBytes} bytes.";
            }

            if (DeviceName.IsMatch(segment)) return "output has the name of a Windows device.";
        }

        if (name[0] == '.' || name.Contains("/.")) return "output must not begin with a dot.";
        return OwnFiles.Contains(name) ? $"output must not be {name}, which the run itself writes." : null;
    }

    /// <summary>Returns whether the path ends in the extension of an image.</summary>
    public static bool HasExtension(string path) => IndexOfExtension(path) is >= 0 and < ImageExtensions;

    /// <summary>Returns the format that the extension of a path names; null if it names none.</summary>
    public static ImageOutputFormat? GetFormat(string? path) => IndexOfExtension(path ?? string.Empty) switch
    {
        0 => ImageOutputFormat.Png,
        1 or 2 => ImageOutputFormat.Jpeg,
        3 => ImageOutputFormat.Webp,
        4 => ImageOutputFormat.Gif,
        5 => ImageOutputFormat.Svg,
        _ => default(ImageOutputFormat?),
    };

    /// <summary>
    /// Returns a key that two items must not share: 60 bits for the name without its extension and without case, and 4
    /// bits for the extension, where 0 means any.
    /// </summary>
    public static ulong GetKey(string path)
    {
        var extension = HasExtension(path) ? IndexOfExtension(path) : -1;
        var stem = extension < 0 ? path : path.Substring(0, path.Length - Extensions[extension].Length);
        return (ContentHash.Of(stem.Normalize(NormalizationForm.FormC).ToUpperInvariant()) << 4)
            | (uint)(extension + 1);
    }

    /// <summary>Returns the same key for all paths that differ only in the extension or in case.</summary>
    public static ulong GetStemKey(string path) => GetKey(path) >> 4;

    /// <summary>Returns whether two items with these keys may be written to the same file.</summary>
    public static bool Clash(ulong one, ulong other) =>
        one >> 4 == other >> 4 && (one == other || (one & 15) == 0 || (other & 15) == 0);

    /// <summary>Returns whether the file of an item may have the path of a folder.</summary>
    public static bool IsFolder(ulong file, ulong folder) =>
        file == folder || (file >> 4 == folder >> 4 && (file & 15) == 0);

    /// <summary>Returns the paths of the folders that a path is in.</summary>
    public static IEnumerable<string> GetFolders(string path)
    {
        for (var end = path.IndexOf('/'); end >= 0; end = path.IndexOf('/', end + 1))
        {
            yield return path.Substring(0, end);
        }
    }

    private static int IndexOfExtension(string path) =>
        Array.FindIndex(Extensions, it => path.EndsWith(it, StringComparison.OrdinalIgnoreCase));
}
