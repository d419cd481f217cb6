using static Microsoft.Playwright.Assertions;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>The gallery of the page.</summary>
public class GalleryTests : BrowserTest
{
    private const string Markup =
        "<img src=x onerror=\"document.title='hacked'\"><script>document.title='hacked'</script>";

    protected override ImagesEmulatorOptions Options => new()
    {
        Faults =
        {
            EmulatorFault.Status(503).When(request => request.Body.Contains("storm", StringComparison.Ordinal)),
            EmulatorFault.DropWithinBody().When(request => request.Body.Contains("wreck", StringComparison.Ordinal)),
        },
    };

    [Test]
    public async Task A_request_of_a_client_appears_by_itself()
    {
        await Expect(Page.Locator("#empty")).ToBeVisibleAsync();

        await CreateAsync("A quiet fjord");

        await Expect(Page.Locator("#empty")).ToBeHiddenAsync();
        await Expect(Cards).ToHaveCountAsync(1);
        await Expect(Cards).ToContainTextAsync("A quiet fjord");
        await Expect(Cards).ToContainTextAsync("200");
        await ExpectImagesAsync(Cards.Locator("img"), 1);
    }

    [Test]
    public async Task The_newest_request_is_first()
    {
        await CreateAsync("first");
        await CreateAsync("second");
        await Expect(Cards).ToContainTextAsync(["second", "first"]);

        await Page.ReloadAsync();

        await Expect(Cards).ToContainTextAsync(["second", "first"]);
    }

    [Test]
    public async Task A_card_opens_the_request_and_the_response_as_sent()
    {
        await CreateAsync("A quiet fjord");

        await Cards.First.ClickAsync();

        await ExpectImagesAsync(Dialog.Locator("img"), 1);
        await Expect(Dialog).ToContainTextAsync("POST /v1/images/generations");
        await Dialog.GetByText("headers").First.ClickAsync();
        await Expect(Dialog).ToContainTextAsync("Bearer ***");
        await Expect(Dialog).Not.ToContainTextAsync("sk-secret");
        await Expect(Dialog.Locator(".json").First).ToContainTextAsync("prompt: \"A quiet fjord\"");
        await Dialog.Locator(".json").Last.GetByText("[ 1 ]").ClickAsync();
        await Expect(Dialog.GetByText("b64_json:")).ToBeVisibleAsync();
        await Expect(Dialog.GetByText("b64_json:")).ToContainTextAsync("more characters)");
    }

    [Test]
    public async Task A_refused_request_shows_its_error_and_all_violations()
    {
        using var client = new ImagesClient(
            new ImagesClientOptions { ApiKey = "any", Endpoint = Endpoint, ValidateRequests = false });
        var request = new CreateImageRequest { Prompt = "otter", Model = "gpt-image-2", Style = "vivid", N = 11 };

        await client.Invoking(it => it.CreateImageAsync(request)).Should().ThrowAsync<ApiException>();

        await Expect(Cards).ToContainTextAsync("400");
        await Expect(Cards).ToContainTextAsync("Unknown parameter: 'style'.");
        await Expect(Cards).ToContainTextAsync("2 violations");
        await Cards.First.ClickAsync();
        await Expect(Dialog).ToContainTextAsync("gpt-image-2 does not take style.");
        await Expect(Dialog).ToContainTextAsync("takes n of at most 10, not 11.");
    }

    [TestCase("A storm", "503")]
    [TestCase("A wreck", "200, cut off")]
    public async Task A_fault_is_shown(string prompt, string expected)
    {
        using var client = CreateClient(maxRetries: 0);

        await client.Invoking(it => it.CreateImageAsync(CreateRequest(prompt))).Should().ThrowAsync<Exception>();

        await Expect(Cards).ToContainTextAsync(expected);
        await Expect(Cards.Locator("img")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_prompt_with_HTML_is_text()
    {
        await CreateAsync(Markup);

        await Expect(Cards).ToContainTextAsync(Markup);
        await Cards.First.ClickAsync();
        await Expect(Dialog).ToContainTextAsync(Markup);
        await Expect(Page.Locator("[onerror]")).ToHaveCountAsync(0);
        await Expect(Page).ToHaveTitleAsync("Images emulator");
    }

    [Test]
    public async Task The_newest_100_requests_are_kept()
    {
        using var client = CreateClient();
        for (var i = 1; i <= 102; i++)
        {
            await client.CreateImageAsync(new CreateImageRequest { Prompt = $"number {i}", Model = "dall-e-3" });
        }

        await Expect(Cards.First).ToContainTextAsync("number 102");
        await Expect(Cards).ToHaveCountAsync(100);
        await Page.ReloadAsync();
        await Expect(Cards).ToHaveCountAsync(100);
        await Expect(Cards.Last).ToContainTextAsync("number 3");
    }

    private static CreateImageRequest CreateRequest(string prompt) =>
        new() { Prompt = prompt, Model = "gpt-image-1", Size = "1024x1024" };

    private async Task CreateAsync(string prompt)
    {
        using var client = CreateClient();
        await client.CreateImageAsync(CreateRequest(prompt));
    }

    private ImagesClient CreateClient(int maxRetries) =>
        new(new ImagesClientOptions { ApiKey = "any", Endpoint = Endpoint, MaxRetries = maxRetries });
}
