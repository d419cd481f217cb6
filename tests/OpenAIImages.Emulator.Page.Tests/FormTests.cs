using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Newtonsoft.Json.Linq;
using static Microsoft.Playwright.Assertions;

namespace OpenAIImages.Emulator.Page.Tests;

/// <summary>The form of the page.</summary>
public class FormTests : BrowserTest
{
    private ILocator Draw => Page.GetByRole(AriaRole.Button, new() { Name = "Draw" });

    private ILocator Result => Page.Locator("#result-status");

    [Test]
    public async Task Draw_sends_the_request_and_its_picture_is_in_the_gallery()
    {
        await Field("prompt").FillAsync("A \"quoted\" fjord");
        await Field("n").FillAsync("2");
        await Field("quality").SelectOptionAsync("low");
        await Draw.ClickAsync();

        await Expect(Result).ToHaveTextAsync(new Regex("^Done in "));
        await ExpectImagesAsync(Page.Locator("#result-images img"), 2);
        await Expect(Cards).ToContainTextAsync("A \"quoted\" fjord");
        await ExpectImagesAsync(Cards.Locator("img"), 2);
        JToken.DeepEquals(JObject.Parse(Requests.Single().Body), JObject.Parse("""
            {"prompt": "A \"quoted\" fjord", "model": "gpt-image-2.6-sunburst", "n": 2, "quality": "low"}
            """)).Should().BeTrue(Requests.Single().Body);
    }

    [Test]
    public async Task Every_parameter_has_a_field_with_its_description()
    {
        var labels = await Page.Locator("form label").AllTextContentsAsync();
        var text = await Page.Locator("form").TextContentAsync();
        foreach (var (path, parameter) in CreateImageRequest.Parameters.SelectMany(parameter => Flatten("", parameter)))
        {
            labels.Should().Contain(path);
            text.Should().Contain(parameter.Description.Replace("`", string.Empty, StringComparison.Ordinal));
        }

        static IEnumerable<(string Path, ImageParameter Parameter)> Flatten(string prefix, ImageParameter parameter) =>
            parameter.Kind == ImageParameterKind.Group
                ? parameter.Properties.SelectMany(property => Flatten($"{prefix}{parameter.Name}.", property))
                : [(prefix + parameter.Name, parameter)];
    }

    [Test]
    public async Task A_parameter_within_groups_is_sent_within_objects()
    {
        await Field("output_format").SelectOptionAsync("svg");
        await Field("svg.model").FillAsync("gpt-5.5");
        await Field("svg.reasoning.effort").FillAsync("low");
        await Expect(Verdict).ToHaveTextAsync("Valid");

        await Page.GetByText("The same in code").ClickAsync();
        await Page.GetByText("curl", new() { Exact = true }).ClickAsync();

        await Expect(Code).ToContainTextAsync("\"effort\": \"low\"");
    }

    [Test]
    public async Task A_violation_within_a_group_is_shown_there()
    {
        await Field("svg.reasoning.effort").FillAsync("low");

        await Expect(Verdict).ToContainTextAsync("svg");
        await Expect(Page.Locator(".group > .error").First).ToContainTextAsync("svg");
    }

    [Test]
    public async Task A_model_has_its_values_and_limits()
    {
        await Field("model").SelectOptionAsync("dall-e-2");

        (await Field("size").Locator("option").AllInnerTextsAsync())
            .Should().Equal("default", "256x256", "512x512", "1024x1024", "other …");
        await Expect(Page.Locator("form")).ToContainTextAsync("of 1,000 characters");
        await Expect(Page.Locator("#others-fields")).ToContainTextAsync("moderation");
        await Expect(Field("moderation")).ToBeHiddenAsync();

        await Field("model").SelectOptionAsync("gpt-image-2");

        await Expect(Field("moderation")).ToBeVisibleAsync();
        await Expect(Page.Locator("form")).ToContainTextAsync("of 32,000 characters");
    }

    [Test]
    public async Task A_violation_shows_while_one_types()
    {
        await Field("n").PressSequentiallyAsync("40");

        await Expect(Verdict).ToHaveTextAsync("The client refuses n");
        await Expect(Field("n")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Field("n")).ToHaveAccessibleDescriptionAsync(new Regex("n of at most 10, not 40"));

        await Field("n").FillAsync("4");

        await Expect(Verdict).ToHaveTextAsync("Valid");
        await Expect(Field("n")).ToHaveAttributeAsync("aria-invalid", "false");
    }

    [TestCase("n", "two")]
    [TestCase("frame_count", "5")]
    [TestCase("prompt", " ")]
    public async Task A_violation_is_shown_at_its_field(string parameter, string value)
    {
        await Field(parameter).FillAsync(value);

        await Expect(Verdict).ToContainTextAsync(parameter);
        await Expect(Field(parameter)).ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Test]
    public async Task A_value_that_the_next_model_does_not_take_is_kept_and_refused()
    {
        await Field("size").SelectOptionAsync("1536x1024");
        await Field("moderation").SelectOptionAsync("low");
        await Field("model").SelectOptionAsync("dall-e-3");

        await Expect(Verdict).ToHaveTextAsync("The client refuses size, moderation");
        await Expect(Page.GetByLabel("Another size")).ToHaveValueAsync("1536x1024");
        await Expect(Field("moderation")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Another_value_can_be_typed()
    {
        await Field("size").SelectOptionAsync("other …");
        await Page.GetByLabel("Another size").FillAsync("1600x900");
        await Expect(Verdict).ToHaveTextAsync("The client refuses size");

        await Page.GetByLabel("Another size").FillAsync("1600x912");

        await Expect(Verdict).ToHaveTextAsync("Valid");
        await Draw.ClickAsync();
        await Expect(Cards).ToContainTextAsync("1600x912");
    }

    [Test]
    public async Task An_invalid_request_can_be_sent_to_see_the_error_of_the_API()
    {
        await Field("n").FillAsync("40");
        await Draw.ClickAsync();

        await Expect(Result).ToContainTextAsync("400");
        await Expect(Result).ToContainTextAsync("integer_above_max_value");
        await Expect(Cards).ToContainTextAsync("1 violation");
    }
}
