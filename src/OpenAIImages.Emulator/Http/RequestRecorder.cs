using Microsoft.AspNetCore.Http;

namespace OpenAIImages.Emulator.Http;

/// <summary>Receives complete requests, and adds them to the log before they are handled.</summary>
internal sealed class RequestRecorder(
    RequestLog log, TimeProvider clock, long maxBytes, RequestDelegate next)
{
    private const string Hidden = "***";

    public async Task HandleAsync(HttpContext context)
    {
        byte[] body = [];
        try
        {
            body = await RequestBody.ReadAsync(context, maxBytes).ConfigureAwait(false);
        }
        finally
        {
            // A request that could not be received is recorded as well.
            context.Features.Set(Record(context, body));
        }

        context.Request.Body = new MemoryStream(body, writable: false);
        await next(context).ConfigureAwait(false);
    }

    private EmulatorRequest Record(HttpContext context, byte[] body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in context.Request.Headers) headers[name] = Redact(name, value.ToString());
        var path = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
        var request = log.Add(
            number => new EmulatorRequest(number, clock.GetUtcNow(), context.Request.Method, path, headers, body));
        context.Response.OnStarting(() =>
        {
            if (!request.IsDropped) request.StatusCode = context.Response.StatusCode;
            return Task.CompletedTask;
        });
        return request;
    }

    private static string Redact(string name, string value)
    {
        if (name.Equals("api-key", StringComparison.OrdinalIgnoreCase)) return Hidden;
        if (name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)) return Hidden;
        if (!name.EndsWith("Authorization", StringComparison.OrdinalIgnoreCase)) return value;
        return value.Split(' ') is [var scheme, _, ..] ? $"{scheme} {Hidden}" : Hidden;
    }
}
