using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Drawing;
using OpenAIImages.Emulator.Errors;
using OpenAIImages.Emulator.Requests;
using OpenAIImages.Emulator.Responses;

namespace OpenAIImages.Emulator.Http;

/// <summary>Handles a request: address, method, key, body, response; each error has the shape of the API.</summary>
internal sealed class ImagesApi
{
    private readonly TimeProvider _clock;
    private readonly KeyCheck _keys;
    private readonly ModelsResponse _models;
    private readonly RequestReader _requests;
    private readonly PictureStore _pictures;
    private readonly ImagesJsonResponse _json;
    private readonly EventStreamResponse _events;

    public ImagesApi(ImagesEmulatorOptions options)
    {
        _clock = options.TimeProvider;
        var models = new ModelCatalog(options.Deployments);
        _keys = new KeyCheck(options.ApiKey);
        _models = new ModelsResponse(models, _clock.GetUtcNow());
        _requests = new RequestReader(models);
        _pictures = new PictureStore(_clock);
        _json = new ImagesJsonResponse(_pictures, _clock);
        _events = new EventStreamResponse(_clock);
    }

    public async Task HandleAsync(HttpContext context)
    {
        ApiHeaders.Add(context, _clock);
        try
        {
            await RouteAsync(context).ConfigureAwait(false);
        }
        catch (ApiErrorException e)
        {
            await ErrorResponses.WriteAsync(context, e).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            await ErrorResponses.WriteAsync(context, ApiErrors.InvalidBody(e.StatusCode)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has gone and waits for no response, or it sent chunks with a length that cannot be.
            if (context.RequestAborted.IsCancellationRequested || context.Response.HasStarted) return;
            var error = ApiErrors.InvalidBody(StatusCodes.Status400BadRequest);
            await ErrorResponses.WriteAsync(context, error).ConfigureAwait(false);
        }
    }

    private Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? string.Empty;
        var address = ApiAddress.Parse(path);
        switch (address.Operation)
        {
            case ApiOperation.CreateImage:
                CheckAzureVersion(context.Request, address);
                CheckMethod(context, HttpMethods.Post);
                _keys.Check(context.Request, address.IsAzure);
                return CreateImagesAsync(context, address);
            case ApiOperation.ListModels:
                CheckMethod(context, HttpMethods.Get);
                _keys.Check(context.Request, address.IsAzure);
                return WriteJsonAsync(context, _models.ListModels());
            case ApiOperation.GetModel:
                CheckMethod(context, HttpMethods.Get);
                _keys.Check(context.Request, address.IsAzure);
                return WriteJsonAsync(context, _models.GetModel(address.Name));
            case ApiOperation.GetPicture:
                CheckMethod(context, HttpMethods.Get, HttpMethods.Head);
                return SendPictureAsync(context, address.Name);
            default:
                throw ApiErrors.InvalidAddress(context.Request.Method, path);
        }
    }

    private async Task CreateImagesAsync(HttpContext context, ApiAddress address)
    {
        var request = await _requests.ReadAsync(context.Request.Body, address, context.RequestAborted)
            .ConfigureAwait(false);
        var job = new ImageJob(request);
        if (request.Stream == true) await _events.SendAsync(context, job).ConfigureAwait(false);
        else await _json.SendAsync(context, job).ConfigureAwait(false);
    }

    private async Task SendPictureAsync(HttpContext context, string name)
    {
        if (_pictures.Find(name) is not { } picture)
        {
            throw ApiErrors.NotFound("There is no such picture, or it has expired.");
        }

        using var file = await Renderer.DrawAsync(picture, preview: null, context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = "image/png";
        context.Response.ContentLength = file.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await file.WriteToAsync(context.Response.BodyWriter, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Azure's classic addresses exist in versions only.</summary>
    private static void CheckAzureVersion(HttpRequest request, ApiAddress address)
    {
        if (address.Deployment is not null && string.IsNullOrWhiteSpace(request.Query["api-version"]))
        {
            throw AzureErrors.ResourceNotFound();
        }
    }

    private static void CheckMethod(HttpContext context, params string[] allowed)
    {
        if (allowed.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase)) return;
        var list = string.Join(", ", allowed);
        context.Response.Headers.Allow = list;
        throw ApiErrors.MethodNotAllowed(context.Request.Method, context.Request.Path.Value!, list);
    }

    private static Task WriteJsonAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
