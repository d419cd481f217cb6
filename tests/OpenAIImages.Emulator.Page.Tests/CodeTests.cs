using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>The request as code, in the page. SnippetTests runs that code.</summary>
public class CodeTests : BrowserTest
{
    private const string Prompt = "it's \"1 \\ 2\" $HOME\n`x`";

    [TestCase("C#", """    Prompt = "it's \"1 \\ 2\" $HOME\n`x`",""")]
    [TestCase("curl", """  "prompt": "it'\''s \"1 \\ 2\" $HOME\n`x`",""")]
    [TestCase("Command line", "openai-images 'it'\\''s \"1 \\ 2\" $HOME\n`x`' \\")]
    public async Task Copy_copies_the_code_that_is_shown(string language, string expected)
    {
        await Page.GetByText("The same in code").ClickAsync();
        await Page.GetByText(language, new() { Exact = true }).ClickAsync();
        await Field("prompt").FillAsync(Prompt);
        await Expect(Code).ToContainTextAsync("1 \\");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();

        await Expect(Page.Locator("#copied")).ToHaveTextAsync("Copied");
        var copied = await Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        copied.Should().Be(await Code.EvaluateAsync<string>("it => it.textContent"));
        copied.Should().Contain(expected + "\n");
    }
}
