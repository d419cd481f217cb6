namespace OpenAIImages.Generated.Tests.Build;

/// <summary>A restore whose package source lacks NSwag.MSBuild, with an npm of the test's own.</summary>
[Category("Build")]
public sealed class ProvisionTests : IDisposable
{
    private readonly RepositoryCopy _copy = new();

    [OneTimeSetUp]
    public void EmptyPackageSourceAndCache()
    {
        Directory.CreateDirectory(_copy.PathOf("empty-source"));
        File.WriteAllText(_copy.PathOf("NuGet.config"), """
            <configuration>
              <packageSources>
                <clear />
                <add key="empty" value="empty-source" />
              </packageSources>
            </configuration>
            """);
        _copy.Environment["NUGET_PACKAGES"] = _copy.PathOf("empty-cache");
    }

    public void Dispose() => _copy.Dispose();

    [Test]
    public async Task AnotherTarballThanThePinnedOneIsRefused()
    {
        InstallNpm("echo tampered> nswag-14.7.1.tgz");

        var restored = await _copy.DotnetAsync("restore", "src/OpenAIImages.Generated");

        restored.ExitCode.Should().NotBe(0);
        restored.Errors.Should().ContainSingle()
            .Which.Should().MatchRegex("expected integrity sha512-.+==, actual sha512-.+==");
        Directory.EnumerateFileSystemEntries(_copy.PathOf("artifacts/nswag")).Should().BeEmpty();
    }

    [Test]
    public async Task WithoutEitherSourceTheErrorSaysWhatToInstall()
    {
        InstallNpm("exit 1");

        var restored = await _copy.DotnetAsync("restore", "src/OpenAIImages.Generated");

        restored.ExitCode.Should().NotBe(0);
        restored.Errors.Should().ContainSingle()
            .Which.Should().Contain("Add a NuGet source that has NSwag.MSBuild, or install Node.js");
    }

    /// <summary>Puts a command named npm first on the path, for both kinds of shell.</summary>
    private void InstallNpm(string script)
    {
        var folder = Directory.CreateDirectory(_copy.PathOf("npm")).FullName;
        File.WriteAllText(Path.Combine(folder, "npm.cmd"), script);
        var shell = Path.Combine(folder, "npm");
        File.WriteAllText(shell, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(shell, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        _copy.Environment["PATH"] = folder + Path.PathSeparator + System.Environment.GetEnvironmentVariable("PATH");
    }
}
