using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace OpenAIImages.Emulator.Http;

/// <summary>The headers that the API sends with every response.</summary>
internal static class ApiHeaders
{
    private const int RequestsPerMinute = 10_000; // sent in headers, never enforced

    private static readonly string Version = typeof(ApiHeaders).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void Add(HttpContext context, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        var headers = context.Response.Headers;
        headers["x-emulator"] = $"OpenAIImages.Emulator/{Version}";
        headers["x-request-id"] = $"req_{Guid.NewGuid():N}";
        headers["openai-version"] = "2020-10-01";
        headers["openai-organization"] = "openai-images-emulator";
        headers["x-ratelimit-limit-requests"] = RequestsPerMinute.ToString(CultureInfo.InvariantCulture);
        headers["x-ratelimit-remaining-requests"] = (RequestsPerMinute - 1).ToString(CultureInfo.InvariantCulture);
        headers["x-ratelimit-reset-requests"] = "6ms";
        context.Response.OnStarting(() =>
        {
            var elapsed = (long)clock.GetElapsedTime(started).TotalMilliseconds;
            headers["openai-processing-ms"] = elapsed.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
    }
}
