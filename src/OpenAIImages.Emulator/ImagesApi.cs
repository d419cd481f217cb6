using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator;

/// <summary>
/// The way of a request through the emulator: address, method, key, body, answer; each failure in the API's shape.
/// </summary>
internal sealed partial class ImagesApi(TimeProvider clock)
{
    private const string PicturesPath = "/pictures/";
    private const int RequestsPerMinute = 10_000; // shown in the headers, never enforced

    private static readonly string Version = typeof(ImagesApi).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private readonly PictureStore _pictures = new(clock);

    public async Task AnswerAsync(HttpContext context)
    {
        AddHeaders(context);
        try
        {
            await RouteAsync(context).ConfigureAwait(false);
        }
        catch (ApiFailureException failure)
        {
            await WriteAsync(context, failure).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            var failure = new ApiFailureException(e.StatusCode, null, null, "The request is too large.");
            await WriteAsync(context, failure).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; there is nobody to answer.
        }
    }

    [GeneratedRegex("^/(v1|openai/v1|openai/deployments/(?<deployment>[^/]+))/images/generations$")]
    private static partial Regex GenerationsPath();

    private Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? string.Empty;
        if (path.StartsWith(PicturesPath, StringComparison.Ordinal))
        {
            CheckMethod(context, HttpMethods.Get, HttpMethods.Head);
            return SendPictureAsync(context, path[PicturesPath.Length..]);
        }
        if (GenerationsPath().Match(path) is not { Success: true } match)
            throw ApiFailureException.NotFound($"Invalid URL ({context.Request.Method} {path})");
        CheckMethod(context, HttpMethods.Post);
        CheckKey(context.Request);
        return GenerateAsync(context, match.Groups["deployment"] is { Success: true } group ? group.Value : null);
    }

    private async Task GenerateAsync(HttpContext context, string? deployment)
    {
        var request = await RequestReader.ReadAsync(context.Request.Body, deployment, context.RequestAborted)
            .ConfigureAwait(false);
        var order = new PictureOrder(request);
        if (request.Stream == true)
            await EventStream.SendAsync(context, request, order, clock).ConfigureAwait(false);
        else
            await WriteJsonAsync(context, CreateAnswer(context, request, order).ToJson()).ConfigureAwait(false);
    }

    private ImagesResponse CreateAnswer(HttpContext context, CreateImageRequest request, PictureOrder order)
    {
        var answer = new ImagesResponse { Created = clock.GetUtcNow().ToUnixTimeSeconds() };
        foreach (var picture in order.Pictures)
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            var image = new Image();
            if (order.AsUrl)
                image.Url = new Uri($"{Origin(context)}{PicturesPath}{_pictures.Keep(picture)}.png");
            else
                image.Bytes = picture.Draw();
            if (order.Model.RevisesPrompts)
                image.RevisedPrompt = $"{request.Prompt} (revised by the emulator)";
            answer.Data.Add(image);
        }
        if (order.Model.ReportsUsage)
        {
            answer.Background = order.Background;
            answer.OutputFormat = ImageOutputFormat.Png;
            answer.Quality = order.Quality;
            answer.Size = order.Size;
            answer.SafetyIdentifier = request.SafetyIdentifier;
            answer.Usage = order.Usage;
        }
        return answer;
    }

    private async Task SendPictureAsync(HttpContext context, string name)
    {
        if (_pictures.Find(name) is not { } picture)
            throw ApiFailureException.NotFound("There is no such picture, or it has expired.");
        var file = picture.Draw();
        context.Response.ContentType = "image/png";
        context.Response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(file, context.RequestAborted).ConfigureAwait(false);
    }

    // Not from the Host header, which the client chooses.
    private static string Origin(HttpContext context) => $"http://{IPAddress.Loopback}:{context.Connection.LocalPort}";

    private static void CheckMethod(HttpContext context, params string[] allowed)
    {
        if (allowed.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
            return;
        var list = string.Join(", ", allowed);
        context.Response.Headers.Allow = list;
        throw new ApiFailureException(
            StatusCodes.Status405MethodNotAllowed,
            "method_not_supported",
            null,
            $"Not allowed to {context.Request.Method} on {context.Request.Path} (allowed: {list})");
    }

    /// <summary>Any key will do, as a bearer token or in Azure's header; none will not.</summary>
    private static void CheckKey(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        var isBearer = authorization.Length > Scheme.Length
            && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase);
        if (!isBearer && string.IsNullOrWhiteSpace(request.Headers["api-key"]))
        {
            throw new ApiFailureException(
                StatusCodes.Status401Unauthorized,
                "invalid_api_key",
                null,
                "You didn't provide an API key. Send it as in 'Authorization: Bearer YOUR_KEY'; the emulator takes any.");
        }
    }

    private void AddHeaders(HttpContext context)
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

    private static Task WriteAsync(HttpContext context, ApiFailureException failure)
    {
        context.Response.StatusCode = failure.Status;
        return WriteJsonAsync(context, failure.ToJson());
    }

    private static Task WriteJsonAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
