using System.Net;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Tests;

/// <summary><c>GET /v1/models</c>.</summary>
public class ModelsTests
{
    private readonly ManualTime _time = new();
    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions { TimeProvider = _time });

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [Test]
    public async Task Get_models_lists_the_models_of_the_spec_in_the_shape_of_the_API()
    {
        var list = JObject.Parse(await _emulator.Http.GetStringAsync("models"));

        list.Properties().Select(property => property.Name).Should().Equal("object", "data");
        ((string)list["object"]!).Should().Be("list");
        list["data"]!.Select(model => (string)model["id"]!)
            .Should().Equal(ImageModel.KnownValues.Select(model => model.ToString()));
        foreach (var model in list["data"]!) CheckModel((JObject)model);
    }

    [TestCase("gpt-image-2")]
    [TestCase("gpt-image-2-2026-04-21")]
    public async Task Get_model_describes_it(string name)
    {
        var model = JObject.Parse(await _emulator.Http.GetStringAsync($"models/{name}"));

        ((string)model["id"]!).Should().Be(name);
        CheckModel(model);
    }

    [TestCase("foo", "foo")]
    [TestCase("gpt-image-2%0a", "gpt-image-2\n")]
    public async Task Get_unknown_model_returns_model_not_found(string path, string name)
    {
        using var response = await _emulator.Http.GetAsync($"models/{path}");

        (await ErrorBody.ReadAsync(response, HttpStatusCode.NotFound)).Should().Be(new ErrorBody(
            "invalid_request_error", "model_not_found", "model", $"The model '{name}' does not exist"));
    }

    private void CheckModel(JObject model)
    {
        model.Properties().Select(property => property.Name).Should().Equal("id", "object", "created", "owned_by");
        ((string)model["object"]!).Should().Be("model");
        ((long)model["created"]!).Should().Be(_time.GetUtcNow().ToUnixTimeSeconds());
        ((string)model["owned_by"]!).Should().NotBeEmpty();
    }
}
