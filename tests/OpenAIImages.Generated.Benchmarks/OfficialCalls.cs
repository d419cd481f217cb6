using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Images;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>The official SDK, called as its documentation calls it.</summary>
internal sealed class OfficialCalls : ICalls
{
    private readonly ImageClient _client;

    private OfficialCalls(OpenAIClientOptions options) =>
        _client = new ImageClient(Workload.Model, new ApiKeyCredential(Workload.ApiKey), options);

    public static OfficialCalls Over(HttpMessageHandler server) =>
        new(new OpenAIClientOptions { Transport = new HttpClientPipelineTransport(new HttpClient(server)) });

    public static OfficialCalls To(Uri endpoint) => new(new OpenAIClientOptions { Endpoint = endpoint });

    public async Task<long> ReadUrlAsync()
    {
        GeneratedImage image = await _client.GenerateImageAsync(Workload.Prompt, Options(GeneratedImageFormat.Uri));
        return image.ImageUri.OriginalString.Length;
    }

    public async Task<long> ReadImagesAsync(int count)
    {
        if (count == 1)
        {
            GeneratedImage image =
                await _client.GenerateImageAsync(Workload.Prompt, Options(GeneratedImageFormat.Bytes));
            return Workload.Touch(image.ImageBytes.ToMemory().Span);
        }

        GeneratedImageCollection images =
            await _client.GenerateImagesAsync(Workload.Prompt, count, Options(GeneratedImageFormat.Bytes));
        return images.Sum(image => Workload.Touch(image.ImageBytes.ToMemory().Span));
    }

    public async Task<long> WriteImageAsync()
    {
        GeneratedImage image = await _client.GenerateImageAsync(Workload.Prompt, Options(GeneratedImageFormat.Bytes));
        using var destination = Workload.Sink();
        await image.ImageBytes.ToStream().CopyToAsync(destination);
        return destination.Length;
    }

    public async Task<long> SaveImageAsync(string path)
    {
        GeneratedImage image = await _client.GenerateImageAsync(Workload.Prompt, Options(GeneratedImageFormat.Bytes));
        await using var file = File.Create(path);
        await image.ImageBytes.ToStream().CopyToAsync(file);
        return file.Length;
    }

    private static ImageGenerationOptions Options(GeneratedImageFormat format) =>
        new() { ResponseFormat = format, Size = GeneratedImageSize.W1024xH1024 };
}
