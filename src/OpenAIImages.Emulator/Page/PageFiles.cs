using System.Reflection;

namespace OpenAIImages.Emulator.Page;

/// <summary>The files of the page, which are in this assembly.</summary>
internal static class PageFiles
{
    private const string Prefix = "page/";

    private static readonly Lazy<Dictionary<string, byte[]>> Files = new(Load);

    /// <summary>Finds a file; returns null if it does not exist.</summary>
    public static byte[]? Find(string name) => Files.Value.GetValueOrDefault(name);

    /// <summary>Returns the media type of a file by its extension.</summary>
    public static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        _ => "image/svg+xml",
    };

    private static Dictionary<string, byte[]> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..], name =>
            {
                using var resource = assembly.GetManifestResourceStream(name)!;
                var file = new byte[resource.Length];
                resource.ReadExactly(file);
                return file;
            });
    }
}
