using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using OpenAIImages.Batch;
using OpenAIImages.Generated;

// Calls each method of the package once, with responses from a socket of this process. Exits with 0 if all is right.
byte[] picture = Enumerable.Range(0, 100_000).Select(i => (byte)(i * 7)).ToArray();
string base64 = Convert.ToBase64String(picture);

using var server = new CannedServer();
using var client = new ImagesClient(new ImagesClientOptions { ApiKey = "sk-consumer", Endpoint = server.Endpoint });
var request =
    new CreateImageRequest { Model = ImageModel.GptImage2, Prompt = "A cute baby sea otter", Size = "1024x1024" };
request.AdditionalProperties["seed"] = 42;
request.AdditionalProperties["tags"] = new JArray("otter", new JObject { ["sea"] = true });
const string RequestJson =
    """{"prompt":"A cute baby sea otter","model":"gpt-image-2","size":"1024x1024","seed":42""" +
    ""","tags":["otter",{"sea":true}]}""";

server.Respond(
    "200 OK", "application/json", $$"""{"created":1589478378,"data":[{"b64_json":"{{base64}}","new":[1]}]}""");
ImagesResponse response = await client.CreateImageAsync(request);
Check("an image", response.Data.Single().Bytes!.SequenceEqual(picture)
    && response.Data[0].AdditionalProperties.ContainsKey("new"));
string sent = await server.RequestAsync;
Check("the request", sent.Contains("Authorization: Bearer sk-consumer")
    && sent.EndsWith(RequestJson, StringComparison.Ordinal));
Check("JSON", request.ToJson() == RequestJson
    && response.ToJson() == $$"""{"created":1589478378,"data":[{"b64_json":"{{base64}}","new":[1]}]}""");

server.Respond("200 OK", "text/event-stream", $$"""
    data: {"type":"image_generation.completed","b64_json":"{{base64}}"}


    """);
int completed = 0;
await foreach (ImageGenStreamEvent item in client.CreateImageStreamAsync(request))
{
    completed += item.Bytes!.SequenceEqual(picture) ? 1 : 0;
}

Check("a stream", completed == 1);

string folder = Path.Combine(Path.GetTempPath(), "consumer-" + Guid.NewGuid().ToString("N"));
string path = await client.SaveImageAsync(
    response.Data[0], Path.Combine(Directory.CreateDirectory(folder).FullName, "otter.png"));
Check("a file", File.ReadAllBytes(path).SequenceEqual(picture));

server.Respond(
    "200 OK", "application/json", $$$"""{"data":[{"b64_json":"{{{base64}}}"}],"usage":{"total_tokens":7}}""");
string list = Path.Combine(folder, "list.jsonl");
File.WriteAllText(list, """{"custom_id":"a","prompt":"A cute baby sea otter","model":"gpt-image-2"}""");
using (var run = await new ImageBatch(client).OpenAsync(await ImageBatchList.ReadAsync(list), folder))
{
    await foreach (ImageBatchResult result in run.RunAsync())
    {
        Check("a list", result.Status == ImageBatchStatus.Done
            && File.ReadAllBytes(result.Paths[0]).SequenceEqual(picture));
    }
}

string[] journal = File.ReadAllLines(Path.Combine(folder, ImageBatchJournal.FileName));
Check("a journal", journal.Length == 2 && journal[1].Contains("\"usage\":{\"total_tokens\":7}"));
Directory.Delete(folder, recursive: true);

server.Respond(
    "400 Bad Request", "application/json", """{"error":{"code":"moderation_blocked","message":"No.","type":"t"}}""");
try
{
    await client.CreateImageAsync(request);
    Check("a refusal", false);
}
catch (ApiException exception)
{
    Check("a refusal", exception.StatusCode == 400 && exception.Error?.Code == "moderation_blocked");
}

try
{
    await client.CreateImageAsync(new CreateImageRequest { Model = ImageModel.DallE3, Prompt = "x", N = 2 });
    Check("a violation", false);
}
catch (ImageRequestException exception)
{
    Check("a violation", exception.Violations.Single().Parameter == "n");
}

Console.WriteLine($"All as it should be on {RuntimeInformation.FrameworkDescription}.");
return 0;

static void Check(string what, bool holds)
{
    if (!holds)
    {
        throw new InvalidOperationException($"Wrong on {RuntimeInformation.FrameworkDescription}: {what}.");
    }
}

/// <summary>Sends one response to one request, each over its own connection.</summary>
internal sealed class CannedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public CannedServer() => _listener.Start();

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    /// <summary>The last request.</summary>
    public Task<string> RequestAsync { get; private set; } = Task.FromResult("");

    public void Respond(string status, string type, string body) => RequestAsync = ServeAsync(status, type, body);

    public void Dispose() => _listener.Stop();

    private async Task<string> ServeAsync(string status, string type, string body)
    {
        using TcpClient connection = await _listener.AcceptTcpClientAsync();
        using NetworkStream stream = connection.GetStream();
        string request = "";
        var buffer = new byte[4096];
        while (!request.Contains("\r\n\r\n") || !request.EndsWith("}", StringComparison.Ordinal))
        {
            request += Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, 0, buffer.Length));
        }

        byte[] response = Encoding.UTF8.GetBytes(
            $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n"
            + $"Connection: close\r\n\r\n{body}");
        await stream.WriteAsync(response, 0, response.Length);
        return request;
    }
}
