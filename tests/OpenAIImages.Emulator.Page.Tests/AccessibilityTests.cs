using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>The rules of WCAG that a program can check: contrast, names, roles.</summary>
public class AccessibilityTests : BrowserTest
{
    [TestCase(ColorScheme.Light, 1280)]
    [TestCase(ColorScheme.Dark, 1280)]
    [TestCase(ColorScheme.Light, 390)]
    [TestCase(ColorScheme.Dark, 390)]
    public async Task The_page_breaks_no_rule(ColorScheme scheme, int width)
    {
        await Page.SetViewportSizeAsync(width, 844);
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await Page.GetByText("The same in code").ClickAsync();
        foreach (var part in await Page.Locator("#more, #others").AllAsync())
        {
            await part.EvaluateAsync("details => { details.open = true; }");
        }

        await Field("n").FillAsync("40");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Draw" }).ClickAsync();
        await Expect(Cards).ToContainTextAsync("400");
        await ExpectNoViolationAsync();

        await Cards.First.ClickAsync();
        await Dialog.GetByText("headers").First.ClickAsync();
        await ExpectNoViolationAsync();
        (await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth")).Should().Be(width);
    }

    private async Task ExpectNoViolationAsync()
    {
        AxeResult result = await Page.RunAxe();
        result.Passes.Should().NotBeEmpty();
        result.Violations.Select(it => $"{it.Id}: {it.Help} {string.Join(", ", it.Nodes.Select(node => node.Html))}")
            .Should().BeEmpty();
    }
}
