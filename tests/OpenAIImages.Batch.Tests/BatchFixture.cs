using System.Net;
using System.Text;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Batch.Tests;

/// <summary>A folder for a list and its images, and a client whose server is a function.</summary>
internal sealed class BatchFixture : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("openai-images-batch-");
    private readonly HttpClient _http;
    private readonly ImagesClient _client;

    public BatchFixture()
    {
        _http = new HttpClient(new FunctionHandler(RespondAsync)) { Timeout = Timeout.InfiniteTimeSpan };
        _client = new ImagesClient(new ImagesClientOptions { ApiKey = FaultClient.Key }, _http);
    }

    /// <summary>Gets the bytes of every image.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public IImagesClient Client => _client;

    /// <summary>Gets the folder of the images, which a run creates.</summary>
    public string Folder => Path.Combine(_root.FullName, "images");

    public string ListPath { get; private set; } = string.Empty;

    public ImageBatchOptions Options { get; } = new() { Concurrency = 1 };

    public ImageBatchListOptions ListOptions { get; } = new()
    {
        Defaults = new CreateImageRequest { Model = ImageModel.GptImage2 },
    };

    /// <summary>Gets the requests that were sent.</summary>
    public List<JObject> Requests { get; } = [];

    public IEnumerable<string> Prompts => Requests.Select(request => (string)request["prompt"]!);

    /// <summary>Gets or sets how the server responds; with images by default.</summary>
    public Func<JObject, CancellationToken, Task<HttpResponseMessage>> Respond { get; set; } =
        (request, _) => Task.FromResult(Images(request));

    public IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
        .Where(path => path is not ("batch.jsonl" or "batch.lock"))
        .Order(StringComparer.Ordinal);

    /// <summary>Gets the entries of the journal, as they are written.</summary>
    public IEnumerable<JObject> Journal =>
        File.ReadLines(Path.Combine(Folder, ImageBatchJournal.FileName)).Select(line => JObject.Parse(line));

    /// <summary>Gets the journal as events and ids, such as <c>sent a</c>.</summary>
    public IEnumerable<string> Events => Journal.Select(entry => $"{entry["event"]} {entry["id"]}");

    public static HttpResponseMessage Images(JObject request) => Json(200, new JObject
    {
        ["created"] = 1,
        ["data"] = new JArray(Enumerable.Range(0, (int?)request["n"] ?? 1).Select(
            _ => new JObject { ["b64_json"] = Convert.ToBase64String(Png) })),
        ["usage"] = new JObject { ["input_tokens"] = 3, ["output_tokens"] = 5, ["total_tokens"] = 8 },
    });

    public static HttpResponseMessage Error(int status, string? code, string message = "No.") => Json(
        status, new JObject { ["error"] = new JObject { ["code"] = code, ["message"] = message } });

    /// <summary>Writes the list.</summary>
    public BatchFixture Write(string name, params string[] lines)
    {
        ListPath = Path.Combine(_root.FullName, name);
        File.WriteAllText(ListPath, string.Join('\n', lines));
        return this;
    }

    public string PathOf(string name) => Path.Combine(Folder, name);

    public Task<ImageBatchList> ReadAsync() => ImageBatchList.ReadAsync(ListPath, ListOptions);

    /// <summary>Runs the list to its end.</summary>
    public async Task<List<ImageBatchResult>> RunAsync(CancellationToken cancellationToken = default)
    {
        using var run = await OpenAsync();
        List<ImageBatchResult> results = [];
        await foreach (var result in run.RunAsync(cancellationToken)) results.Add(result);
        return results;
    }

    public async Task<ImageBatchRun> OpenAsync() =>
        await new ImageBatch(_client, Options).OpenAsync(await ReadAsync(), Folder);

    public async Task<ImageBatchPlan> PlanAsync() =>
        await new ImageBatch(_client, Options).PlanAsync(await ReadAsync(), Folder);

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
        _root.Delete(recursive: true);
    }

    private static HttpResponseMessage Json(int status, JObject body) => new((HttpStatusCode)status)
    {
        Content = new StringContent(body.ToString(), Encoding.UTF8, "application/json"),
    };

    private async Task<HttpResponseMessage> RespondAsync(HttpRequestMessage message, CancellationToken token)
    {
        var request = JObject.Parse(await message.Content!.ReadAsStringAsync(token));
        lock (Requests) Requests.Add(request);
        return await Respond(request, token);
    }

    private sealed class FunctionHandler(
        Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> respond) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) => respond(request, cancellationToken);
    }
}
