using System.Diagnostics;
using static OpenAIImages.Generated.Tests.ImageFolder;

namespace OpenAIImages.Generated.Tests;

/// <summary>A file that cannot or must not be replaced: locked on Windows, immutable on Linux, a device.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HostileLockedFileTests : IDisposable
{
    private readonly ImageFolder _folder = new();
    private FileStream? _lock;

    public void Dispose()
    {
        _lock?.Dispose();
        if (!OperatingSystem.IsWindows()) TryChangeAttributes("-i");
        _folder.Dispose();
    }

    [Test]
    public async Task SaveImagesAsync_over_a_file_that_cannot_be_replaced_adds_the_next_free_number()
    {
        using var api = new MockApi(ResponseWith(Item(Png)));
        await File.WriteAllTextAsync(_folder.PathOf("otter.png"), "locked");
        Lock();

        var saved = await _folder.SaveAsync(api, MockApi.Otter, "otter.png", overwrite: true);

        saved.Paths.Should().Equal(_folder.PathOf("otter-2.png"));
        (await File.ReadAllBytesAsync(saved.Paths[0])).Should().Equal(Png);
        _folder.Names.Should().BeEquivalentTo("otter.png", "otter-2.png");
    }

    [Test]
    public async Task SaveImageAsync_over_a_file_that_cannot_be_replaced_adds_the_next_free_number()
    {
        using var api = new MockApi();
        using var client = api.Client();
        await File.WriteAllTextAsync(_folder.PathOf("otter.png"), "locked");
        Lock();

        var path = await client.SaveImageAsync(
            new Image { Bytes = Png }, _folder.PathOf("otter.png"), overwrite: true);

        path.Should().Be(_folder.PathOf("otter-2.png"));
        (await File.ReadAllBytesAsync(path)).Should().Equal(Png);
    }

    [TestCase("/dev/full")]
    [TestCase("link")]
    [Platform("Linux")]
    public async Task SaveImagesAsync_does_not_replace_a_device(string path)
    {
        using var api = new MockApi(ResponseWith(Item(Png)));
        File.CreateSymbolicLink(_folder.PathOf("link"), "/dev/full");

        var save = () => _folder.SaveAsync(api, MockApi.Otter, path, overwrite: true);

        await save.Should().ThrowAsync<IOException>().WithMessage("*is a device.");
        api.Count.Should().Be(0);
    }

    private void Lock()
    {
        if (OperatingSystem.IsWindows())
        {
            _lock = new FileStream(_folder.PathOf("otter.png"), FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        else if (!TryChangeAttributes("+i"))
        {
            Assert.Ignore("Only root on some file systems of Linux can make a file immutable.");
        }
    }

    private bool TryChangeAttributes(string attributes)
    {
        try
        {
            using var process = Process.Start("chattr", ["-f", attributes, _folder.PathOf("otter.png")]);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
