namespace OpenAIImages.Generated.Tests;

public class ImageModelTraitsTests
{
    [TestCase("dall-e-2", false, false, false)]
    [TestCase("dall-e-3", false, true, false)]
    [TestCase("gpt-image-1", true, false, true)]
    [TestCase("chatgpt-image-latest", true, false, true)]
    [TestCase("gpt-image-2-2026-04-21", true, false, true)]
    [TestCase("gpt-image-2.6-flare", true, false, true)]
    public void For_known_model_returns_how_its_family_responds(
        string model, bool returnsBase64Only, bool revisesPrompts, bool reportsUsage)
    {
        ImageModelTraits.For(model).Should().BeEquivalentTo(new
        {
            ReturnsBase64Only = returnsBase64Only,
            RevisesPrompts = revisesPrompts,
            ReportsUsage = reportsUsage,
        });
    }

    [TestCase("my-deployment")]
    [TestCase("gpt-image-3")]
    [TestCase("")]
    public void For_unknown_model_returns_null(string model) => ImageModelTraits.For(model).Should().BeNull();
}
