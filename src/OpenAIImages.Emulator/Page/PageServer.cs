using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator.Contract;
using OpenAIImages.Emulator.Errors;
using OpenAIImages.Emulator.Http;
using OpenAIImages.Emulator.Page.Snippets;
using OpenAIImages.Emulator.Requests;

namespace OpenAIImages.Emulator.Page;

/// <summary>Serves the page at <c>/</c>, and what it needs below <c>/page/</c>.</summary>
internal sealed class PageServer
{
    private const string Html = "index.html";

    // Only the files of the emulator, and previews, which the page creates itself. Text can never become part of the
    // document.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' blob:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    private readonly ExchangeLog _log;
    private readonly ImagesApi _api;
    private readonly RequestReview _review;
    private readonly PageContract _contract;
    private readonly PageJson _json;
    private readonly PageEvents _events;
    private readonly bool _needsKey;
    private readonly long _maxBytes;

    public PageServer(ImagesEmulatorOptions options, ExchangeLog log, ImagesApi api)
    {
        var models = new ModelCatalog(options.Deployments);
        (_log, _api) = (log, api);
        _needsKey = options.ApiKey is not null;
        _maxBytes = options.MaxRequestBytes;
        _review = new RequestReview(models);
        _contract = new PageContract(models, _review, _needsKey);
        _json = new PageJson(_review);
        _events = new PageEvents(log, _json);
    }

    /// <summary>Handles a request for the page; others are passed on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">Handles other requests.</param>
    /// <exception cref="ApiErrorException">There is nothing at the address, or the request is not valid.</exception>
    public Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        string[] path = (context.Request.Path.Value ?? string.Empty).Split('/');
        if (path is ["", ""] ? !IsRead(context.Request.Method) : path is not ["", "page", ..]) return next(context);
        AddHeaders(context.Response.Headers);
        if (path is ["", "page", "check"])
        {
            MethodCheck.Require(context, HttpMethods.Post);
            return CheckAsync(context);
        }

        MethodCheck.Require(context, HttpMethods.Get, HttpMethods.Head);
        return path switch
        {
            ["", ""] => SendFileAsync(context, Html),
            ["", "page", "contract"] => SendAsync(context, _contract.Create(EndpointOf(context))),
            ["", "page", "events"] => _events.SendAsync(context),
            ["", "page", "exchanges", var number] => SendExchangeAsync(context, number),
            ["", "page", "pictures", var name] => SendPictureAsync(context, name),
            ["", "page", var name] => SendFileAsync(context, name),
            _ => throw ApiErrors.InvalidAddress(context.Request.Method, context.Request.Path.Value!),
        };
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private static void AddHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store"; // the next emulator may use the same port
    }

    /// <summary>Checks a request that has not been sent, and returns its violations and the code to send it.</summary>
    private async Task CheckAsync(HttpContext context)
    {
        // A page of another origin cannot send this type unless its origin is allowed.
        if (!context.Request.HasJsonContentType()) throw ApiErrors.InvalidJson();
        var body = await RequestBody.ReadAsync(context, _maxBytes).ConfigureAwait(false);
        using var reader = new StreamReader(new MemoryStream(body), Encoding.UTF8);
        var request = RequestReview.Parse(reader.ReadToEnd()) ?? throw ApiErrors.InvalidJson();
        var target = new SnippetTarget(EndpointOf(context), _needsKey);
        await SendAsync(context, new JObject
        {
            ["violations"] = PageJson.Violations(_review.FindViolations(request, deployment: null)),
            ["family"] = _review.FindFamily(request[ParameterNames.Model]?.ToString()),
            ["csharp"] = CSharpSnippet.Create(request, target),
            ["curl"] = CurlSnippet.Create(request, target),
            ["commandLine"] = CommandLineSnippet.Create(request, target),
        }).ConfigureAwait(false);
    }

    private Task SendExchangeAsync(HttpContext context, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)
            && _log.Find(parsed) is { } exchange
            ? SendAsync(context, _json.Describe(exchange))
            : throw ApiErrors.NotFound("There is no such request, or it is no longer kept.");

    private Task SendPictureAsync(HttpContext context, string name)
    {
        context.Response.Headers.CacheControl = "private, max-age=3600, immutable"; // the name is unique
        return _api.SendPagePictureAsync(context, name);
    }

    private static async Task SendFileAsync(HttpContext context, string name)
    {
        if (PageFiles.Find(name) is not { } file)
        {
            throw ApiErrors.InvalidAddress(context.Request.Method, context.Request.Path.Value!);
        }

        context.Response.ContentType = PageFiles.TypeOf(name);
        context.Response.ContentLength = file.Length;
        await context.Response.Body.WriteAsync(file, context.RequestAborted).ConfigureAwait(false);
    }

    private static Task SendAsync(HttpContext context, JObject json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.ToString(Formatting.None), context.RequestAborted);
    }

    private static Uri EndpointOf(HttpContext context) =>
        new($"http://{IPAddress.Loopback}:{context.Connection.LocalPort}/v1/");
}
