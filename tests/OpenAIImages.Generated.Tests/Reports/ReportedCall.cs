namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>Calls the client in each way, and returns the images or the exception.</summary>
internal static class ReportedCall
{
    public const string EventsType = "text/event-stream";

    public static readonly byte[] Png = ImageFolder.Png;

    public static readonly string PngBase64 = Convert.ToBase64String(Png);

    public static readonly string Item = $$"""{"b64_json":"{{PngBase64}}"}""";

    public static readonly string Json = $$"""{"created":1,"data":[{{Item}}]}""";

    public static CreateImageRequest Request => new() { Prompt = "A cute baby sea otter", Model = "a-model" };

    /// <summary>The images of a call, as bytes.</summary>
    public static async Task<List<byte[]>> ImagesAsync(CallWay way, params Func<HttpResponseMessage>[] responses)
    {
        using var api = new MockApi(responses);
        return await ImagesAsync(way, api);
    }

    /// <inheritdoc cref="ImagesAsync(CallWay, Func{HttpResponseMessage}[])"/>
    public static async Task<List<byte[]>> ImagesAsync(CallWay way, MockApi api)
    {
        using var client = api.Client(options => options.DownloadWithHttpClient = true);
        return await ImagesAsync(way, client);
    }

    /// <inheritdoc cref="ImagesAsync(CallWay, Func{HttpResponseMessage}[])"/>
    public static async Task<List<byte[]>> ImagesAsync(CallWay way, ImagesClient client)
    {
        switch (way)
        {
            case CallWay.Plain:
                return [.. (await client.CreateImageAsync(Request)).Data.Select(image => image.Bytes!)];
            case CallWay.Save:
                using (var folder = new ImageFolder())
                {
                    var saved = await client.SaveImagesAsync(Request, folder.PathOf("otter"));
                    return [.. saved.Paths.Select(File.ReadAllBytes)];
                }

            default:
                var events = await client.CreateImageStreamAsync(Request).ToListAsync();
                return [.. events.OfType<ImageGenCompletedEvent>().Select(item => item.Bytes!)];
        }
    }

    /// <summary>The exception that a call must end in.</summary>
    public static async Task<ApiException> FailAsync(CallWay way, params Func<HttpResponseMessage>[] responses)
    {
        var call = () => ImagesAsync(way, responses);
        return (await call.Should().ThrowExactlyAsync<ApiException>()).Which;
    }

    public static async Task ShouldGivePngAsync(CallWay way, Func<HttpResponseMessage> response) =>
        (await ImagesAsync(way, response)).Should().ContainSingle().Which.Should().Equal(Png);
}
