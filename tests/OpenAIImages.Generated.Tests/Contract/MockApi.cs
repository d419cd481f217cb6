using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;
using RichardSzalay.MockHttp;

namespace OpenAIImages.Generated.Tests;

/// <summary>
/// The API, mocked with MockHttp: returns its responses one after the other, repeats the last one, and records the
/// requests.
/// </summary>
internal sealed class MockApi : IDisposable
{
    public const string Key = "sk-test-4fd1a0c97be25830";
    public const string UrlResponse = """{"created":1589478378,"data":[{"url":"https://images.example.com/1.png"}]}""";

    private readonly MockHttpMessageHandler _mock = new();
    private readonly MockedRequest _any;

    public MockApi(params Func<HttpResponseMessage>[] responses)
    {
        if (responses.Length == 0) responses = [Json(UrlResponse)];
        _any = _mock.When("*");
        _any.Respond(async request =>
        {
            Requests.Add(await SentRequest.OfAsync(request));
            return responses[Math.Min(Requests.Count, responses.Length) - 1]();
        });
        HttpClient = _mock.ToHttpClient();
    }

    public HttpClient HttpClient { get; }

    /// <summary>The requests, in order.</summary>
    public List<SentRequest> Requests { get; } = [];

    /// <summary>The only request.</summary>
    public SentRequest Request => Requests.Single();

    /// <summary>The number of requests that MockHttp received.</summary>
    public int Count => _mock.GetMatchCount(_any);

    /// <summary>A request that is valid for all models.</summary>
    public static CreateImageRequest Otter => new() { Prompt = "A cute baby sea otter" };

    public static Func<HttpResponseMessage> Json(
        string body, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers) =>
        Body(Encoding.UTF8.GetBytes(body), "application/json", status, headers);

    public static Func<HttpResponseMessage> Text(
        string body, string contentType, HttpStatusCode status = HttpStatusCode.OK) =>
        Body(Encoding.UTF8.GetBytes(body), contentType, status);

    public static Func<HttpResponseMessage> Body(
        byte[] body,
        string contentType,
        HttpStatusCode status = HttpStatusCode.OK,
        params (string Name, string Value)[] headers) => () =>
    {
        var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    };

    /// <summary>Creates a client of this API with the default key and further options.</summary>
    public ImagesClient Client(Action<ImagesClientOptions>? configure = null)
    {
        // MockHttp serves the downloads, too.
        var options = new ImagesClientOptions { ApiKey = Key, DownloadWithHttpClient = true };
        configure?.Invoke(options);
        return new ImagesClient(options, HttpClient);
    }

    /// <summary>Makes a call that must fail, and returns the exception.</summary>
    public async Task<ApiException> FailAsync(
        CreateImageRequest? request = null, Action<ImagesClientOptions>? configure = null)
    {
        using var client = Client(configure);
        return (await client.Awaiting(it => it.CreateImageAsync(request ?? Otter))
            .Should().ThrowAsync<ApiException>()).Which;
    }

    public void Dispose()
    {
        HttpClient.Dispose();
        _mock.Dispose();
    }
}

/// <summary>One request as it was sent.</summary>
internal sealed record SentRequest(
    HttpMethod Method, string Address, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public void ShouldCarry(string json) =>
        JToken.DeepEquals(JToken.Parse(Body), JToken.Parse(json)).Should().BeTrue("{0} was sent for {1}", Body, json);

    public static async Task<SentRequest> OfAsync(HttpRequestMessage request)
    {
        var headers = request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []);
        return new SentRequest(
            request.Method,
            request.RequestUri!.AbsoluteUri,
            headers.ToDictionary(
                it => it.Key,
                it => string.Join(it.Key == "User-Agent" ? " " : ", ", it.Value),
                StringComparer.OrdinalIgnoreCase),
            request.Content is null ? "" : await request.Content.ReadAsStringAsync());
    }
}
