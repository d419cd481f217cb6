using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OpenAIImages.Emulator.Drawing;
using OpenAIImages.Emulator.Errors;
using OpenAIImages.Emulator.Faults;
using OpenAIImages.Emulator.Page;
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
    private readonly PictureStore _pagePictures; // separate, so that they never replace URLs of responses
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
        _pagePictures = new PictureStore(clock);
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
                MethodCheck.Require(context, HttpMethods.Post);
                _keys.Check(context.Request, address.IsAzure);
                return CreateImagesAsync(context, address);
            case ApiOperation.ListModels:
                MethodCheck.Require(context, HttpMethods.Get);
                _keys.Check(context.Request, address.IsAzure);
                return WriteJsonAsync(context, _models.ListModels());
            case ApiOperation.GetModel:
                MethodCheck.Require(context, HttpMethods.Get);
                _keys.Check(context.Request, address.IsAzure);
                return WriteJsonAsync(context, _models.GetModel(address.Name));
            case ApiOperation.GetPicture:
                MethodCheck.Require(context, HttpMethods.Get, HttpMethods.Head);
                return SendPictureAsync(context, _pictures.Find(address.Name));
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
        await _faults.RunAsync(context, record, async fault =>
        {
            if (request.Stream == true) await _events.SendAsync(context, job, fault).ConfigureAwait(false);
            else await _json.SendAsync(context, job).ConfigureAwait(false);
            if (request.Stream != true || fault is null) KeepForPage(context, job);
        }).ConfigureAwait(false);
    }

    private void KeepForPage(HttpContext context, ImageJob job)
    {
        if (context.Features.Get<SentPictures>() is { } sent)
        {
            sent.FileNames = [.. job.Pictures.Select(_pagePictures.Add)];
        }
    }

    /// <summary>Sends a picture that the page shows.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">The name of its file.</param>
    /// <exception cref="ApiErrorException">The picture does not exist, or it has expired.</exception>
    public Task SendPagePictureAsync(HttpContext context, string name) =>
        SendPictureAsync(context, _pagePictures.Find(name));

    private static async Task SendPictureAsync(HttpContext context, Picture? picture)
    {
        if (picture is null) throw ApiErrors.NotFound("There is no such picture, or it has expired.");
        using var file = await Renderer.DrawAsync(picture, preview: null, context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = picture.Format.Type.MediaType;
        context.Response.ContentLength = file.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await file.WriteToAsync(context.Response.BodyWriter, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Azure's classic addresses require a version.</summary>
    private static void CheckAzureVersion(HttpRequest request, ApiAddress address)
    {
        if (address.Deployment is not null && string.IsNullOrWhiteSpace(request.Query["api-version"]))
        {
            throw AzureErrors.ResourceNotFound();
        }
    }

    private static Task WriteJsonAsync(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json, context.RequestAborted);
    }
}
