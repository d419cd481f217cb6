using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>
/// A test with the page of an emulator in a browser. In every test, the page must report no error, not violate its
/// Content-Security-Policy, and send requests only to its emulator.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public abstract class BrowserTest
{
    private readonly ConcurrentQueue<string> _errors = new();
    private ImagesEmulator _emulator = null!;
    private IBrowserContext _context = null!;

    protected IPage Page { get; private set; } = null!;

    protected Uri Endpoint => _emulator.Endpoint;

    protected IReadOnlyList<EmulatorRequest> Requests => _emulator.Requests;

    protected virtual ImagesEmulatorOptions Options => new();

    protected ILocator Cards => Page.Locator("#cards > li");

    protected ILocator Dialog => Page.GetByRole(AriaRole.Dialog);

    protected ILocator Verdict => Page.Locator("#verdict");

    protected ILocator Code => Page.GetByRole(AriaRole.Region, new() { Name = "Code", Exact = true });

    [SetUp]
    public async Task OpenAsync()
    {
        var browser = await SharedBrowser.GetAsync();
        _emulator = await ImagesEmulator.StartAsync(Options);
        _context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = new Uri(Endpoint, "/").AbsoluteUri,
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        Page = await _context.NewPageAsync();
        Page.SetDefaultTimeout(20_000);
        Page.PageError += (_, error) => _errors.Enqueue(error);
        Page.Console += (_, message) =>
        {
            // What a failed request for images is reported as.
            const string Failed = "Failed to load resource";
            if (message.Type == "error" && !message.Text.StartsWith(Failed, StringComparison.Ordinal))
            {
                _errors.Enqueue(message.Text);
            }
        };
        Page.Request += (_, request) =>
        {
            var address = new Uri(request.Url);
            if (address.Scheme != "blob" && address.Authority != Endpoint.Authority) _errors.Enqueue(request.Url);
        };
        await Page.GotoAsync("/");
        await Assertions.Expect(Page.Locator("#live")).ToHaveTextAsync("Live");
        await Assertions.Expect(Verdict).ToHaveTextAsync("Valid");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        if (_context is not null) await _context.DisposeAsync();
        if (_emulator is not null) await _emulator.DisposeAsync();
        _errors.Should().BeEmpty();
    }

    protected ILocator Field(string parameter) => Page.GetByLabel(parameter, new() { Exact = true });

    protected ImagesClient CreateClient() => new(new ImagesClientOptions { ApiKey = "sk-secret", Endpoint = Endpoint });

    /// <summary>Expects images to be present and decoded.</summary>
    protected static async Task ExpectImagesAsync(ILocator images, int count)
    {
        await Assertions.Expect(images).ToHaveCountAsync(count);
        foreach (var image in await images.AllAsync())
        {
            await image.ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(image).ToHaveJSPropertyAsync("complete", true);
            (await image.EvaluateAsync<int>("image => image.naturalWidth")).Should().BePositive();
        }
    }
}
