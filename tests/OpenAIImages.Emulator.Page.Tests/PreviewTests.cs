using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>Previews in the form's result.</summary>
public class PreviewTests : BrowserTest
{
    protected override ImagesEmulatorOptions Options => new()
    {
        Faults =
        {
            EmulatorFault.StreamStall().When(request => request.Body.Contains("stall", StringComparison.Ordinal)),
            EmulatorFault.StreamError().When(request => request.Body.Contains("error", StringComparison.Ordinal)),
        },
    };

    private ILocator Status => Page.Locator("#result-status");

    private ILocator Caption => Page.Locator("#result-images figcaption");

    private ILocator Images => Page.Locator("#result-images img");

    [Test]
    public async Task Previews_become_the_image()
    {
        await Page.EvaluateAsync("""
            () => {
              window.captions = [];
              const images = document.querySelector('#result-images');
              new MutationObserver(() => captions.push(images.querySelector('figcaption')?.textContent))
                .observe(images, { subtree: true, childList: true });
            }
            """);

        await DrawAsync("otter");

        await Expect(Status).ToHaveTextAsync(new Regex("^Done in "));
        await Expect(Caption).ToHaveTextAsync("Final image");
        await ExpectImagesAsync(Images, 1);
        (await Page.EvaluateAsync<string[]>("() => [...new Set(captions.filter(Boolean))]"))
            .Should().Equal("Preview 1 of 3", "Preview 2 of 3", "Preview 3 of 3", "Final image");
    }

    [Test]
    public async Task A_preview_is_there_before_the_image_and_the_request_can_be_cancelled()
    {
        await DrawAsync("stall");

        await Expect(Caption).ToHaveTextAsync("Preview 3 of 3");
        await ExpectImagesAsync(Images, 1);
        await Expect(Cards).ToContainTextAsync("pending");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(Status).ToHaveTextAsync("Cancelled");
        await Expect(Cards).ToContainTextAsync("200, cut off");
    }

    [Test]
    public async Task An_error_in_the_stream_is_shown()
    {
        await DrawAsync("error");

        await Expect(Status).ToHaveClassAsync(new Regex("failed"));
        await Expect(Cards.Locator(".note")).ToHaveTextAsync(await Status.InnerTextAsync());
    }

    private async Task DrawAsync(string prompt)
    {
        await Field("prompt").FillAsync(prompt);
        await Field("stream").SelectOptionAsync("true");
        await Field("partial_images").FillAsync("3");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Draw" }).ClickAsync();
    }
}
