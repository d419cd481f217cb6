using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>The page without a mouse.</summary>
public class KeyboardTests : BrowserTest
{
    private ILocator Focused => Page.Locator(":focus");

    [Test]
    public async Task A_request_can_be_drawn_and_looked_at()
    {
        await TabToAsync("#field-prompt");
        await Page.Keyboard.PressAsync("Control+A");
        await Page.Keyboard.TypeAsync("A quiet fjord");
        await TabToAsync("#field-n");
        await Page.Keyboard.TypeAsync("2");
        await TabToAsync("#draw");
        await Page.Keyboard.PressAsync("Enter");
        await ExpectImagesAsync(Cards.Locator("img"), 2);

        await TabToAsync(".card");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Dialog).ToContainTextAsync("A quiet fjord");
        await TabToAsync(".headers summary");
        await Page.Keyboard.PressAsync("Space");
        await Expect(Dialog).ToContainTextAsync("Bearer ***");
        await Page.Keyboard.PressAsync("Escape");

        await Expect(Dialog).ToBeHiddenAsync();
        await Expect(Cards.Locator("button")).ToBeFocusedAsync();
    }

    [Test]
    public async Task The_code_can_be_copied()
    {
        await TabToAsync("#in-code summary");
        await Page.Keyboard.PressAsync("Enter");
        await TabToAsync("input[name=language]");
        await Page.Keyboard.PressAsync("ArrowRight");
        await TabToAsync("#copy");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator("#copied")).ToHaveTextAsync("Copied");
        (await Page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).Should().StartWith("curl ");
    }

    [Test]
    public async Task The_first_key_leads_to_the_gallery()
    {
        await Page.Keyboard.PressAsync("Tab");
        await Expect(Focused).ToHaveTextAsync("Skip to the gallery");
        await Expect(Focused).ToBeInViewportAsync();

        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.Locator("#gallery")).ToBeFocusedAsync();
    }

    [Test]
    public async Task Whatever_has_the_focus_has_a_label_and_shows_it()
    {
        var seen = new HashSet<string>();
        while (true)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Focused.CountAsync() == 0) break; // the browser's own controls
            var id = await Focused.EvaluateAsync<string>("it => it.id || it.textContent || it.value");
            if (!seen.Add(id)) break;
            (await Focused.EvaluateAsync<string>(
                "it => (it.labels?.[0]?.textContent ?? it.getAttribute('aria-label') ?? it.textContent).trim()"))
                .Should().NotBeEmpty(id);
            (await Focused.EvaluateAsync<string>("""
                it => [it, it.nextElementSibling].map(part => part ? getComputedStyle(part).outlineStyle : 'none')
                  .find(style => style !== 'none') ?? 'none'
                """)).Should().NotBe("none", id);
        }

        seen.Should().HaveCountGreaterThan(15);
    }

    /// <summary>Presses Tab until an element has the focus.</summary>
    private async Task TabToAsync(string selector)
    {
        for (var i = 0; i < 60; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.Locator($"{selector}:focus").CountAsync() > 0) return;
        }

        Assert.Fail($"The key Tab does not lead to {selector}.");
    }
}
