namespace OpenAIImages.Generated.Tests;

/// <summary>With every fault, no incomplete file is left, and nothing is written elsewhere.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Category("Long")]
public sealed class FileFaultTests : IDisposable
{
    private readonly ManualTime _time = new() { SkipUpTo = TimeSpan.FromSeconds(8) };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private static IEnumerable<string> OfResponses => Fault.All.Keys;

    private static IEnumerable<string> OfDownloads =>
        Fault.All.Values.Except(Fault.WithinTheJson).Except(Fault.AfterTheJson).Select(fault => fault.Name);

    private string Picture => Path.Combine(_folder.FullName, "picture.png");

    public void Dispose() => _folder.Delete(recursive: true);

    [TestCaseSource(nameof(OfResponses))]
    public async Task SaveImagesAsync_failed_response_leaves_only_complete_images(string name)
    {
        await using var server = new FaultServer(connection => Fault.All[name].Script(connection, _time));
        using var client = new ImagesClient(FaultClient.Options(server.Endpoint, _time));

        var outcome = await FaultClient.OutcomeAsync(() => client.SaveImagesAsync(FaultClient.Request(), Picture));

        outcome.Should().Be(Fault.All[name].Outcome);
        // Some faults occur after the image, which was paid for and is kept.
        foreach (var file in _folder.EnumerateFileSystemInfos())
        {
            file.FullName.Should().Be(Picture);
            (await File.ReadAllBytesAsync(Picture)).Should().Equal(Convert.FromBase64String(Fault.Picture));
        }
    }

    [TestCaseSource(nameof(OfDownloads))]
    public async Task SaveImageAsync_failed_download_keeps_the_previous_file(string name)
    {
        await File.WriteAllTextAsync(Picture, "the former picture");
        await using var server = new FaultServer(connection => Fault.All[name].Script(connection, _time));
        using var client = new ImagesClient(FaultClient.Options(server.Endpoint, _time));
        var image = new Image { Url = server.Endpoint };

        var outcome = await FaultClient.OutcomeAsync(() => client.SaveImageAsync(image, Picture, overwrite: true));

        outcome.Should().Be(Fault.All[name].Outcome);
        _folder.EnumerateFileSystemInfos().Should().ContainSingle();
        (await File.ReadAllTextAsync(Picture)).Should().Be("the former picture");
        await server.AllClosedAsync();
    }
}
