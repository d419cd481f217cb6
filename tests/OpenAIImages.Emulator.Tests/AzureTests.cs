using System.Net;

namespace OpenAIImages.Emulator.Tests;

/// <summary>Addresses of Azure, and names of deployments.</summary>
public class AzureTests
{
    private const string Classic = "/openai/deployments/drawings/images/generations";
    private const string Version = "?api-version=2025-04-01-preview";

    private EmulatorClient _emulator = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions
    {
        Deployments = { ["drawings"] = ImageModel.DallE3, ["gpt-image-2"] = ImageModel.GptImage1 },
    });

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [TestCase("/v1/images/generations", """ "model": "drawings" """)]
    [TestCase("/openai/v1/images/generations", """ "model": "drawings" """)]
    [TestCase("/openai/v1/images/generations?api-version=preview", """ "model": "drawings" """)]
    [TestCase(Classic + Version, """ "style": "natural" """)]
    [TestCase(Classic + Version, """ "model": "whatever" """)]
    [TestCase("/openai/deployments/dall-e-3/images/generations" + Version, """ "n": 1 """)]
    public async Task Post_to_a_deployment_responds_as_the_model_behind_it(string path, string parameters)
    {
        var response = await _emulator.CreateAsync($$"""{"prompt": "otter", {{parameters}}}""", path);

        response.Should().NotContainKey("usage");
        response["data"]!.Single()["url"].Should().NotBeNull();
        response["data"]!.Single()["revised_prompt"].Should().NotBeNull();
    }

    [TestCase("/v1/images/generations", """ "model": "drawings", """)]
    [TestCase("/openai/v1/images/generations", """ "model": "drawings", """)]
    [TestCase(Classic + Version, "")]
    public async Task Post_to_a_deployment_checks_the_rules_of_the_model_behind_it(string path, string model)
    {
        var error = await _emulator.FailAsync($$"""{"prompt": "otter", {{model}} "background": "auto"}""", path);

        (error.Code, error.Param).Should().Be(("unknown_parameter", "background"));
    }

    [Test]
    public async Task A_deployment_may_have_the_name_of_another_model()
    {
        var error = await _emulator.FailAsync("""{"prompt": "otter", "model": "gpt-image-2", "size": "1024x640"}""");

        error.Param.Should().NotBe("model");
    }

    [TestCase("/openai/deployments/other/images/generations" + Version, """{"prompt": "otter"}""")]
    [TestCase("/openai/deployments/%0a/images/generations" + Version, """{"prompt": "otter"}""")]
    [TestCase("/openai/deployments/DRAWINGS/images/generations" + Version, """{"prompt": "otter"}""")]
    [TestCase("/openai/v1/images/generations", """{"prompt": "otter", "model": "other"}""")]
    public async Task Post_to_an_unknown_deployment_returns_the_error_of_Azure(string path, string request)
    {
        using var response = await _emulator.PostAsync(request, path);

        var error = await ErrorBody.ReadAzureAsync(response, HttpStatusCode.NotFound);
        error.Code.Should().Be("DeploymentNotFound");
        error.Message.Should().StartWith("The API deployment for this resource does not exist.");
    }

    [TestCase("")]
    [TestCase("?api-version=")]
    [TestCase("?api-version=%20")]
    [TestCase("?version=2025-04-01-preview")]
    public async Task Post_to_a_classic_address_without_a_version_returns_the_error_of_Azure(string query)
    {
        using var response = await _emulator.PostAsync("""{"prompt": "otter"}""", Classic + query);

        (await ErrorBody.ReadAzureAsync(response, HttpStatusCode.NotFound))
            .Should().Be(new ErrorBody(null, "404", null, "Resource not found"));
    }

    [TestCase(Classic + Version)]
    [TestCase("/openai/v1/images/generations")]
    public async Task Post_without_a_key_returns_the_error_of_Azure(string path)
    {
        using var stranger = new HttpClient { BaseAddress = _emulator.Emulator.Endpoint };

        using var response = await stranger.PostAsync(path, new StringContent("{}"));

        (await ErrorBody.ReadAzureAsync(response, HttpStatusCode.Unauthorized)).Code.Should().Be("401");
    }

    [TestCase("/openai/v1/models")]
    [TestCase("/v1/models")]
    public async Task Models_include_the_deployments(string path)
    {
        (await _emulator.Http.GetStringAsync(path)).Should().Contain("\"drawings\"").And.Contain("\"dall-e-2\"");
    }

    [TestCase("drawings", "foo")]
    [TestCase("", "dall-e-3")]
    [TestCase(" ", "dall-e-3")]
    public async Task Deployments_without_a_name_or_with_an_unknown_model_are_an_error(string name, string model)
    {
        var options = new ImagesEmulatorOptions { Deployments = { [name] = model } };

        await FluentActions.Awaiting(() => ImagesEmulator.StartAsync(options)).Should().ThrowAsync<ArgumentException>();
    }
}
