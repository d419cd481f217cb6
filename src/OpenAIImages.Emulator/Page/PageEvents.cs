using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Page;

/// <summary>
/// Updates a gallery with server-sent events: <c>start</c> with the emulator's id, then <c>exchange</c> for each
/// existing request, and whenever a request begins or ends.
/// </summary>
internal sealed class PageEvents(ExchangeLog log, PageJson json)
{
    // Shows a gallery whether its numbers are from this emulator.
    private readonly string _id = Guid.NewGuid().ToString("N");

    /// <summary>Sends events until the page is closed or the emulator stops.</summary>
    public async Task SendAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await SendAsync(context, "start", new JObject { ["id"] = _id }).ConfigureAwait(false);
        for (var version = 0L; ;)
        {
            var changes = log.ChangesSince(version);
            foreach (var exchange in changes.Exchanges)
            {
                await SendAsync(context, "exchange", json.Summarize(exchange)).ConfigureAwait(false);
            }

            version = changes.Version;
            await changes.Next.WaitAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static Task SendAsync(HttpContext context, string name, JObject data) => context.Response.WriteAsync(
        $"event: {name}\ndata: {data.ToString(Formatting.None)}\n\n", context.RequestAborted);
}
