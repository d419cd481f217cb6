using System.Globalization;
using System.Runtime.Versioning;
using static OpenAIImages.Generated.Tests.ImageFolder;

namespace OpenAIImages.Generated.Tests;

/// <summary>File systems that prevent saving an image: names, links, modes and files that appear meanwhile.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[Platform(Exclude = "Win")] // Links and modes are those of Unix.
[UnsupportedOSPlatform("windows")]
public sealed class HostileFileTests : IDisposable
{
    private static readonly byte[] Svg = [.. "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8];

    private readonly ImageFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("海", 90, ".png")]
    [TestCase("海", 90, "")]
    [TestCase("a", 252, ".png")]
    [TestCase("a", 253, "")] // With an extension it is too long.
    [TestCase("otter\0", 1, ".png")]
    public async Task SaveImagesAsync_refuses_a_name_that_the_file_system_cannot_take_before_it_sends(
        string part, int count, string extension)
    {
        using var api = new MockApi(ResponseWith(Item(Png)));
        var name = string.Concat(Enumerable.Repeat(part, count)) + extension;

        await FluentActions.Awaiting(() => _folder.SaveAsync(api, MockApi.Otter, name))
            .Should().ThrowAsync<Exception>();

        api.Count.Should().Be(0);
        _folder.Names.Should().BeEmpty();
    }

    [Test]
    public async Task SaveImagesAsync_refuses_a_name_that_is_too_long_only_with_its_number()
    {
        using var api = new MockApi(ResponseWith(Item(Png), Item(Png)));
        var name = new string('a', 251) + ".png";

        await FluentActions.Awaiting(() => _folder.SaveAsync(api, Otters(2), name)).Should().ThrowAsync<IOException>();

        api.Count.Should().Be(0);
        _folder.Names.Should().BeEmpty();
    }

    [Test]
    public async Task SaveImagesAsync_refuses_a_folder_that_cannot_be_written_before_it_sends()
    {
        using var api = new MockApi(ResponseWith(Item(Png)));

        await FluentActions.Awaiting(() => _folder.SaveAsync(api, MockApi.Otter, "missing/otter.png"))
            .Should().ThrowAsync<DirectoryNotFoundException>();

        api.Count.Should().Be(0);
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task SaveImagesAsync_keeps_the_image_where_a_folder_takes_its_place_meanwhile(bool overwrite)
    {
        using var api = new MockApi(() =>
        {
            Directory.CreateDirectory(_folder.PathOf("otter.png"));
            return ResponseWith(Item(Png))();
        });

        var saved = await _folder.SaveAsync(api, MockApi.Otter, "otter.png", overwrite);

        saved.Paths.Should().Equal(_folder.PathOf("otter-2.png"));
        _folder.Read("otter-2.png").Should().Equal(Png);
    }

    [Test]
    public async Task SaveImagesAsync_replaces_no_other_file_where_a_folder_takes_the_place_of_an_image_meanwhile()
    {
        _folder.Write("otter-2.png", "mine");
        using var api = new MockApi(() =>
        {
            Directory.CreateDirectory(_folder.PathOf("otter.png"));
            return ResponseWith(Item(Png))();
        });

        var saved = await _folder.SaveAsync(api, MockApi.Otter, "otter.png", overwrite: true);

        saved.Paths.Should().Equal(_folder.PathOf("otter-3.png"));
        _folder.Read("otter-2.png").Should().Equal("mine"u8.ToArray());
    }

    [TestCase("otter.png", "otter.png", "otter.png")]
    [TestCase("otter.png", "missing/otter.png", "otter.png")]
    [TestCase("otter.jpg", "missing/otter.jpg", "otter")]
    public async Task SaveImagesAsync_refuses_a_link_that_leads_nowhere_before_it_sends(
        string link, string target, string path)
    {
        File.CreateSymbolicLink(_folder.PathOf(link), _folder.PathOf(target));
        using var api = new MockApi(ResponseWith(Item(Png)));

        await FluentActions.Awaiting(() => _folder.SaveAsync(api, MockApi.Otter, path, overwrite: true))
            .Should().ThrowAsync<IOException>();

        api.Count.Should().Be(0);
        _folder.Names.Should().Equal(link);
    }

    [Test]
    public async Task SaveImagesAsync_creates_the_file_that_a_link_leads_to()
    {
        File.CreateSymbolicLink(_folder.PathOf("otter.png"), "new.png");
        using var api = new MockApi(ResponseWith(Item(Png)));

        await _folder.SaveAsync(api, MockApi.Otter, "otter.png", overwrite: true);

        _folder.Names.Should().Equal("new.png", "otter.png");
        _folder.Read("new.png").Should().Equal(Png);
    }

    [Test]
    public async Task SaveImagesAsync_keeps_the_image_where_a_link_to_nothing_takes_its_place_meanwhile()
    {
        using var api = new MockApi(() =>
        {
            File.CreateSymbolicLink(_folder.PathOf("otter.png"), _folder.PathOf("nothing.png"));
            return ResponseWith(Item(Png))();
        });

        var saved = await _folder.SaveAsync(api, MockApi.Otter, "otter.png");

        saved.Paths.Should().Equal(_folder.PathOf("otter-2.png"));
        _folder.Names.Should().Equal("otter-2.png", "otter.png");
    }

    [Test]
    public async Task SaveImagesAsync_takes_the_first_free_number_where_several_files_appear_meanwhile()
    {
        using var api = new MockApi(() =>
        {
            for (var i = 0; i < 3; i++) _folder.Write(SavedImages.GetPath("otter.png", i, 1), "somebody's");
            return ResponseWith(Item(Png))();
        });

        var saved = await _folder.SaveAsync(api, MockApi.Otter, "otter");

        saved.Paths.Should().Equal(_folder.PathOf("otter-4.png"));
        _folder.Read("otter.png").Should().Equal("somebody's"u8.ToArray());
    }

    [Test]
    public async Task SaveImageAsync_keeps_a_download_where_another_file_takes_its_place_meanwhile()
    {
        using var api = new MockApi(() =>
        {
            _folder.Write("otter.png", "somebody's");
            return MockApi.Body(Png, "image/png")();
        });
        using var client = api.Client();

        var path = await client.SaveImageAsync(
            new Image { Url = new Uri("https://images.example.com/1") }, _folder.PathOf("otter.png"));

        path.Should().Be(_folder.PathOf("otter-2.png"));
        _folder.Names.Should().Equal("otter-2.png", "otter.png");
    }

    [TestCase("kept.png", "otter.png", "otter.png")]
    [TestCase("kept", "otter.png", "otter.png")]
    [TestCase("kept.png", "otter.png", "otter")]
    [TestCase("kept.png", "otter", "otter.png", "otter")]
    public async Task SaveImagesAsync_writes_through_a_link(string file, string link, string path, string? chain = null)
    {
        _folder.Write(file, "old");
        File.CreateSymbolicLink(_folder.PathOf(link), _folder.PathOf(file));
        if (chain is not null) File.CreateSymbolicLink(_folder.PathOf(path), _folder.PathOf(chain));
        using var api = new MockApi(ResponseWith(Item(Png)));

        var saved = await _folder.SaveAsync(api, MockApi.Otter, path, overwrite: true);

        _folder.Read(file).Should().Equal(Png);
        new FileInfo(_folder.PathOf(link)).LinkTarget.Should().NotBeNull("the link stays");
        File.ReadAllBytes(saved.Paths.Single()).Should().Equal(Png);
        _folder.Names.Should().HaveCount(chain is null ? 2 : 3);
    }

    [TestCase("")]
    [TestCase("./")]
    [TestCase("{0}-folder/")]
    public async Task SaveImagesAsync_writes_through_a_link_whose_path_is_relative(string folder)
    {
        var name = Guid.NewGuid().ToString("N");
        folder = string.Format(CultureInfo.InvariantCulture, folder, name);
        if (folder.Length > 2) Directory.CreateDirectory(folder);
        try
        {
            File.WriteAllText($"{folder}{name}.png", "old");
            File.CreateSymbolicLink($"{folder}{name}-link.png", $"{name}.png");
            using var api = new MockApi(ResponseWith(Item(Png)));
            using var client = api.Client();

            await client.SaveImagesAsync(MockApi.Otter, $"{folder}{name}-link.png", overwrite: true);

            File.ReadAllBytes($"{folder}{name}.png").Should().Equal(Png);
        }
        finally
        {
            File.Delete($"{folder}{name}-link.png");
            File.Delete($"{folder}{name}.png");
            if (folder.Length > 2) Directory.Delete(folder);
        }
    }

    [TestCase(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [TestCase(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    public async Task SaveImagesAsync_keeps_the_mode_of_a_file_that_it_replaces(UnixFileMode mode)
    {
        _folder.Write("otter.png", "old");
        File.SetUnixFileMode(_folder.PathOf("otter.png"), mode);
        File.CreateSymbolicLink(_folder.PathOf("link.png"), "otter.png");
        using var api = new MockApi(ResponseWith(Item(Png)));

        await _folder.SaveAsync(api, MockApi.Otter, "otter.png", overwrite: true);
        File.GetUnixFileMode(_folder.PathOf("otter.png")).Should().Be(mode);
        await _folder.SaveAsync(api, MockApi.Otter, "link.png", overwrite: true);

        File.GetUnixFileMode(_folder.PathOf("otter.png")).Should().Be(mode);
        _folder.Names.Should().Equal("link.png", "otter.png");
    }

    [TestCase("<svg onload='alert(1)'/>")]
    [TestCase("<?xml version='1.0'?><!-- <svg --><html><script>alert(1)</script></html>")]
    [TestCase("<!DOCTYPE html><svg onload='alert(1)'></svg>")]
    [TestCase("<html><svg/></html>")]
    [TestCase("#!/bin/sh")]
    public async Task SaveImagesAsync_adds_no_svg_to_a_path_if_svg_was_not_asked_for(string content)
    {
        using var api = new MockApi(ResponseWith(Item(System.Text.Encoding.UTF8.GetBytes(content))));

        await _folder.SaveAsync(api, MockApi.Otter, "otter");

        _folder.Names.Should().Equal("otter.bin");
    }

    [TestCase("<svg/>", "otter.svg")]
    [TestCase("<?xml version='1.0'?>\n<!-- otter -->\n<svg xmlns='http://www.w3.org/2000/svg'/>", "otter.svg")]
    [TestCase("<?xml version='1.0'?><!-- <svg --><html><script>alert(1)</script></html>", "otter.bin")]
    [TestCase("<svgx/>", "otter.bin")]
    [TestCase("<html><svg/></html>", "otter.bin")]
    [TestCase("<!-- <svg/>", "otter.bin")]
    public async Task SaveImagesAsync_adds_svg_if_it_was_asked_for_and_is_the_root_element(string content, string name)
    {
        using var api = new MockApi(ResponseWith(Item(System.Text.Encoding.UTF8.GetBytes(content))));
        var request = new CreateImageRequest { Prompt = "An otter", Model = "a-model", OutputFormat = "svg" };

        await _folder.SaveAsync(api, request, "otter");

        _folder.Names.Should().Equal(name);
    }

    [Test]
    public async Task SaveImageAsync_never_adds_svg()
    {
        using var api = new MockApi();
        using var client = api.Client();

        var path = await client.SaveImageAsync(new Image { Bytes = Svg }, _folder.PathOf("otter"));

        path.Should().Be(_folder.PathOf("otter.bin"));
    }
}
