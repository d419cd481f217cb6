using System.ComponentModel;
using System.Diagnostics;

namespace OpenAIImages.Cli.Terminal;

/// <summary>Opens files with the default program of the system.</summary>
internal static class FileViewer
{
    /// <summary>Opens a file. Returns false if the system has no program for it.</summary>
    public static bool TryOpen(string path)
    {
        try
        {
            // On Unix a name that begins with a hyphen would be an option of the viewer.
            using var viewer = Process.Start(new ProcessStartInfo(Path.GetFullPath(path)) { UseShellExecute = true });
            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
