namespace OpenAIImages.Generated.Benchmarks;

/// <summary>This library, with its default options.</summary>
internal sealed class OurCalls(ImagesClient client) : ICalls
{
    public static OurCalls Over(HttpMessageHandler server) =>
        new(new ImagesClient(new ImagesClientOptions { ApiKey = Workload.ApiKey }, new HttpClient(server)));

    public static OurCalls To(Uri endpoint) =>
        new(new ImagesClient(new ImagesClientOptions { ApiKey = Workload.ApiKey, Endpoint = endpoint }));

    public async Task<long> ReadUrlAsync()
    {
        var response = await client.CreateImageAsync(RequestFor(1, ImageResponseFormat.Uri));
        return response.Data[0].Url!.OriginalString.Length;
    }

    public async Task<long> ReadImagesAsync(int count)
    {
        var response = await client.CreateImageAsync(RequestFor(count, ImageResponseFormat.Bytes));
        return response.Data.Sum(image => Workload.Touch(image.Bytes));
    }

    public async Task<long> WriteImageAsync()
    {
        var destination = Workload.Sink();
        await client.CreateImageAsync(RequestFor(1, ImageResponseFormat.Bytes), _ => destination);
        return destination.Length;
    }

    public async Task<long> SaveImageAsync(string path)
    {
        var saved = await client.SaveImagesAsync(RequestFor(1, ImageResponseFormat.Bytes), path);
        return new FileInfo(saved.Paths[0]).Length;
    }

    private static CreateImageRequest RequestFor(int count, ImageResponseFormat format) => new()
    {
        Model = Workload.Model,
        Prompt = Workload.Prompt,
        N = count == 1 ? null : count,
        ResponseFormat = format,
        Size = ImageSize.W1024xH1024,
    };
}
