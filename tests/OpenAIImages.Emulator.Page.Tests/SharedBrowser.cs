using Microsoft.Playwright;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>One browser for all tests, started by the first that needs it.</summary>
[SetUpFixture]
public class SharedBrowser
{
    private static readonly Lazy<Task<IBrowser>> Browser = new(LaunchAsync);
    private static IPlaywright? _playwright;

    /// <summary>Returns the browser. Ignores the test if there is none; in CI, fails it.</summary>
    public static Task<IBrowser> GetAsync()
    {
        const string Missing = "No Chromium, Chrome or Edge is installed. On Debian: apt-get install chromium";
        if (InstalledBrowser.Find() is not null) return Browser.Value;
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(Missing);
        Assert.Ignore(Missing);
        throw new InvalidOperationException(Missing);
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (Browser.IsValueCreated) await (await Browser.Value).DisposeAsync();
        _playwright?.Dispose();
    }

    private static async Task<IBrowser> LaunchAsync()
    {
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = InstalledBrowser.Find(),
        });
    }
}
