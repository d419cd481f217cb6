namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>Finds an installed browser: Chromium, or one that is based on it.</summary>
internal static class InstalledBrowser
{
    private static readonly string[] Commands =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

    private static readonly string[] Programs =
    [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        Path.Combine(ProgramFiles, "Google", "Chrome", "Application", "chrome.exe"),
        Path.Combine(ProgramFilesX86, "Google", "Chrome", "Application", "chrome.exe"),
        Path.Combine(ProgramFilesX86, "Microsoft", "Edge", "Application", "msedge.exe"),
    ];

    private static string ProgramFiles => Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);

    private static string ProgramFilesX86 => Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86);

    /// <summary>Returns the path of the program; null if there is none.</summary>
    public static string? Find() => CommandPaths().Concat(Programs).FirstOrDefault(File.Exists);

    private static IEnumerable<string> CommandPaths() =>
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        where folder.Length > 0
        from command in Commands
        select Path.Combine(folder, command);
}
