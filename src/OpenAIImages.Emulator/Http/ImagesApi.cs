using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenAIImages.Emulator.Drawing;
using OpenAIImages.Emulator.Errors;
using OpenAIImages.Emulator.Faults;
using OpenAIImages.Emulator.Requests;
using OpenAIImages.Emulator.Responses;

namespace OpenAIImages.Emulator.Http;

/// <summary>Handles a request: address, method, key, body, faults, response.</summary>
internal sealed class ImagesApi
{
    private readonly KeyCheck _keys;
    private readonly ModelsResponse _models;
    private readonly RequestReader _requests;
    private readonly PictureStore _pictures;
    private readonly ImagesJsonResponse _json;
    private readonly EventStreamResponse _events;
    private readonly FaultInjector _faults;

    public ImagesApi(ImagesEmulatorOptions options)
    {
        var clock = options.TimeProvider;
        var models = new ModelCatalog(options.Deployments);
        _keys = new KeyCheck(options.ApiKey);
        _models = new ModelsResponse(models, clock.GetUtcNow());
        _requests = new RequestReader(models);
        _pictures = new PictureStore(clock);
        _json = new ImagesJsonResponse(_pictures, clock);
        _events = new EventStreamResponse(clock);
        _faults = new FaultInjector(options.Faults, clock);
    }

    /// <exception cref="ApiErrorException">The request is refused.</exception>
    public Task HandleAsync(HttpContext context)
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
        var record = context.Features.GetRequiredFeature<EmulatorRequest>();
        record.ImageRequest = request;
        await _faults.RunAsync(context, record, fault => request.Stream == true
            ? _events.SendAsync(context, job, fault)
            : _json.SendAsync(context, job)).ConfigureAwait(false);
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
