using Microsoft.Extensions.AI;
using OpenAIImages.Generated.Tests;

namespace OpenAIImages.Extensions.AI.Tests;

/// <summary>One call of a generator to an API mocked with MockHttp.</summary>
internal static class Generation
{
    public const string Prompt = "A cute baby sea otter";

    /// <summary>Returns the request that is sent for some options.</summary>
    public static async Task<SentRequest> SendAsync(ImageGenerationOptions? options, string? defaultModelId = null)
    {
        using var api = new MockApi();
        using var client = api.Client();
        using var generator = client.AsIImageGenerator(defaultModelId);
        await generator.GenerateAsync(new ImageGenerationRequest(Prompt), options);
        return api.Request;
    }

    /// <summary>Makes a call that must fail before a request is sent.</summary>
    public static async Task<TException> FailAsync<TException>(
        ImageGenerationOptions? options, ImageGenerationRequest? request = null)
        where TException : Exception
    {
        using var api = new MockApi();
        using var client = api.Client();
        using var generator = client.AsIImageGenerator();
        var failure = await generator
            .Awaiting(it => it.GenerateAsync(request ?? new ImageGenerationRequest(Prompt), options))
            .Should().ThrowAsync<TException>();
        api.Requests.Should().BeEmpty();
        return failure.Which;
    }

    /// <summary>Returns the result for a response.</summary>
    public static async Task<ImageGenerationResponse> ReceiveAsync(
        string json,
        ImageGenerationOptions? options = null,
        Uri? endpoint = null,
        params (string Name, string Value)[] headers)
    {
        using var api = new MockApi(MockApi.Json(json, headers: headers));
        using var client = api.Client(it => it.Endpoint = endpoint ?? it.Endpoint);
        using var generator = client.AsIImageGenerator();
        return await generator.GenerateAsync(new ImageGenerationRequest(Prompt), options);
    }
}
