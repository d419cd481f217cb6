using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace OpenAIImages.Emulator.Tests;

/// <summary>The fate of a call to a <see cref="FaultyEmulator"/>.</summary>
internal enum Fate
{
    /// <summary>It succeeds.</summary>
    Success,

    /// <summary>The first attempt fails with 503, the second succeeds.</summary>
    BusyAtFirst,

    /// <summary>The connection breaks at the first attempt.</summary>
    BrokenAtFirst,

    /// <summary>Each attempt fails with 503.</summary>
    Busy,

    /// <summary>The quota is used up.</summary>
    Quota,

    /// <summary>The connection breaks within the response.</summary>
    Cut,

    /// <summary>The response is an HTML page.</summary>
    Page,

    /// <summary>A character of the image is damaged.</summary>
    Damaged,
}

/// <summary>Makes the emulator respond as the query of the endpoint says: ?call=17&amp;fate=Cut.</summary>
internal sealed class FaultyEmulator
{
    private readonly ConcurrentDictionary<string, int> _attempts = new();

    /// <summary>The attempts of each call.</summary>
    public IReadOnlyDictionary<string, int> Attempts => _attempts;

    public static Uri EndpointFor(ImagesEmulator emulator, int call, Fate fate) =>
        new($"{emulator.Endpoint}?call={call}&fate={fate}");

    public async Task RespondAsync(HttpContext context, RequestDelegate emulator)
    {
        var attempt = _attempts.AddOrUpdate(context.Request.Query["call"].ToString(), 1, (_, count) => count + 1);
        var fate = Enum.Parse<Fate>(context.Request.Query["fate"].ToString());
        switch (fate)
        {
            case Fate.Busy:
            case Fate.BusyAtFirst when attempt == 1:
                context.Response.Headers["retry-after-ms"] = "1";
                await WriteAsync(context, 503, "busy");
                break;
            case Fate.BrokenAtFirst when attempt == 1:
                context.Abort();
                break;
            case Fate.Quota:
                await WriteAsync(context, 429, """{"error":{"code":"insufficient_quota"}}""");
                break;
            case Fate.Page:
                await WriteAsync(context, 200, "<html/>");
                break;
            case Fate.Cut:
            case Fate.Damaged:
                await SpoilAsync(context, emulator, fate);
                break;
            default:
                await emulator(context);
                break;
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    }

    private static async Task SpoilAsync(HttpContext context, RequestDelegate emulator, Fate fate)
    {
        var client = context.Response.Body;
        var response = new MemoryStream();
        context.Response.Body = response;
        await emulator(context);
        context.Response.Body = client;
        var bytes = response.ToArray();
        context.Response.ContentLength = bytes.Length;
        if (fate == Fate.Damaged)
        {
            bytes[bytes.AsSpan().IndexOf("\"b64_json\":\""u8) + 100] = (byte)'!';
        }

        // Where less than its length was written, Kestrel closes the connection.
        await client.WriteAsync(bytes.AsMemory(0, fate == Fate.Damaged ? bytes.Length : bytes.Length / 2));
    }
}
