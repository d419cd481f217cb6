using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated.Diagnostics;

namespace OpenAIImages.Generated;

/// <summary>
/// Measures one call, from its beginning to the end of its response, including retries. It records no prompt, image or
/// key.
/// </summary>
/// <remarks>
/// Inside another library's activity for the same call, such as that of Microsoft.Extensions.AI, it records only what
/// the other activity does not: images, and retries as events.
/// </remarks>
internal sealed class CallTelemetry : IDisposable
{
    private readonly TimeProvider _timeProvider;
    private readonly Activity? _activity;
    private readonly bool _isInner;
    private readonly long _start;
    private TagList _tags;
    private bool _hasChunk;

    private CallTelemetry(ImagesClientOptions options, CreateImageRequest request, bool isStream)
    {
        _timeProvider = options.TimeProvider;
        _start = _timeProvider.GetTimestamp();
        var model = request.Model?.ToString();
        _tags.Add(TelemetryNames.OperationName, TelemetryNames.GenerateContent);
        _tags.Add(TelemetryNames.ProviderName, ProviderName.Of(options.Endpoint.IdnHost));
        if (model is not null) _tags.Add(TelemetryNames.RequestModel, model);
        _tags.Add(TelemetryNames.ServerAddress, options.Endpoint.IdnHost);
        // With service discovery, the port is not known yet.
        if (options.Endpoint.Port is > 0 and var port) _tags.Add(TelemetryNames.ServerPort, port);
        _isInner = Telemetry.IsCall(Activity.Current);
        if (_isInner) return;
        var name = model is null ? TelemetryNames.GenerateContent : $"{TelemetryNames.GenerateContent} {model}";
        _activity = Telemetry.Source.StartActivity(name, ActivityKind.Client, default(ActivityContext), _tags);
        _activity?.SetTag(TelemetryNames.OutputType, TelemetryNames.ImageOutput);
        if (request.N is > 1) _activity?.SetTag(TelemetryNames.RequestCount, request.N);
        if (isStream) _activity?.SetTag(TelemetryNames.RequestStream, true);
    }

    /// <summary>Begins a call; null if nobody listens.</summary>
    public static CallTelemetry? Start(ImagesClientOptions options, CreateImageRequest request) =>
        Telemetry.IsEnabled ? new CallTelemetry(options, request, isStream: false) : null;

    /// <summary>Measures a stream of events.</summary>
    public static async IAsyncEnumerable<ImageGenStreamEvent> MeasureAsync(
        IAsyncEnumerable<ImageGenStreamEvent> stream,
        ImagesClientOptions options,
        CreateImageRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = new CallTelemetry(options, request, isStream: true);
        var events = stream.GetAsyncEnumerator(cancellationToken);
        await using var closing = events.ConfigureAwait(false);
        while (await call.MoveNextAsync(events).ConfigureAwait(false))
        {
            call.Record(events.Current);
            yield return events.Current;
        }
    }

    /// <summary>Records a whole response.</summary>
    public void Record(ImagesResponse images)
    {
        RecordResponse(images.Metadata, images.AdditionalProperties);
        RecordImages(images.Data.Count, images.Usage);
    }

    /// <summary>Records the exception that ends the call.</summary>
    public void Record(Exception failure)
    {
        var type = GetErrorType(failure);
        _tags.Add(TelemetryNames.ErrorType, type);
        _activity?.SetTag(TelemetryNames.ErrorType, type);
        _activity?.SetStatus(ActivityStatusCode.Error);
        if (failure is not ApiException api) return;
        RecordResponse(api.Metadata, api.Images?.AdditionalProperties);
        // These images were charged even though the call failed.
        if (api.Images is { } images) RecordImages(images.Data.Count, images.Usage);
    }

    public void Dispose()
    {
        if (_isInner) return;
        Telemetry.Duration.Record(_timeProvider.GetElapsedTime(_start).TotalSeconds, _tags);
        _activity?.Dispose();
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<ImageGenStreamEvent> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Record(failure);
            throw;
        }
    }

    /// <summary>Records an event of a stream.</summary>
    private void Record(ImageGenStreamEvent item)
    {
        if (!_hasChunk)
        {
            _hasChunk = true;
            _activity?.SetTag(TelemetryNames.TimeToFirstChunk, _timeProvider.GetElapsedTime(_start).TotalSeconds);
            RecordResponse(item.Metadata, item.AdditionalProperties);
        }

        if (item is ImageGenPartialImageEvent preview)
        {
            _activity?.AddEvent(new ActivityEvent(TelemetryNames.PreviewEvent, tags: new ActivityTagsCollection
            {
                [TelemetryNames.PreviewIndex] = preview.PartialImageIndex,
            }));
        }
        else if (item is ImageGenCompletedEvent completed)
        {
            RecordImages(1, completed.Usage);
        }
    }

    private static string GetErrorType(Exception failure) => failure switch
    {
        ApiException { Error.Code: { } code } api when api.Metadata.Secrets.MayLog(code) => code,
        ApiException { StatusCode: > 0 } api => api.StatusCode.ToString(CultureInfo.InvariantCulture),
        _ => failure.GetType().FullName!,
    };

    private void RecordImages(int count, ImageUsage? usage)
    {
        Telemetry.Images.Add(count, _tags);
        RecordTokens(TelemetryNames.Input, TelemetryNames.InputTokens, usage?.InputTokens);
        RecordTokens(TelemetryNames.Output, TelemetryNames.OutputTokens, usage?.OutputTokens);
    }

    private void RecordTokens(string type, string name, long? count)
    {
        if (_isInner || count is not >= 0) return;
        _activity?.SetTag(name, count);
        var tags = _tags;
        tags.Add(TelemetryNames.TokenType, type);
        Telemetry.TokenUsage.Record(count.Value, tags);
    }

    private void RecordResponse(ResponseMetadata metadata, IDictionary<string, JToken?>? properties)
    {
        if (_activity is null) return;
        var secrets = metadata.Secrets;
        if (secrets.MayLogId(metadata.RequestId)) _activity.SetTag(TelemetryNames.ResponseId, metadata.RequestId);
        if (properties is null || !properties.TryGetValue("model", out var value)) return;
        // Model names contain characters that ids cannot contain.
        var model = (value as JValue)?.Value as string;
        if (secrets.MayLogId(model?.Replace('.', '-').Replace('/', '-').Replace(':', '-')))
        {
            _activity.SetTag(TelemetryNames.ResponseModel, model);
        }
    }
}
