using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated;

public partial class ImagesClient
{
    private const string EventStream = "text/event-stream";
    private const string ErrorEvent = "error";

    private static readonly Base64Location EventPath = new(list: null, ImageGenStreamEvent.JsonNames.Bytes);

    // An event counts only with the blank line behind it; the last one counts without it too: JSON shows whether it is whole.
    private static readonly byte[] EndOfEvent = "\n\n"u8.ToArray();

    /// <inheritdoc/>
    public virtual IAsyncEnumerable<ImageGenStreamEvent> CreateImageStreamAsync(
        CreateImageRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return StreamAsync(request.ForStream(), cancellationToken);
    }

    private async IAsyncEnumerable<ImageGenStreamEvent> StreamAsync(
        CreateImageRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await SendAsync(CreateImageAddress, request, isStream: true, cancellationToken).ConfigureAwait(false);
        var isStream = EventStream.Equals(ContentTypeOf(response), StringComparison.OrdinalIgnoreCase);
        var events = (isStream ? ReadEventsAsync(response, cancellationToken) : ReadAnswerAsEventsAsync(response, cancellationToken))
            .GetAsyncEnumerator(cancellationToken);
        await using var closing = events.ConfigureAwait(false);
        var anyImage = false;
        while (await MoveNextAsync(response, events).ConfigureAwait(false))
        {
            anyImage |= events.Current is ImageGenCompletedEvent;
            yield return events.Current;
        }

        if (!anyImage) throw MakeException(response, "The stream ended without an image.", text: null);
    }

    private static async ValueTask<bool> MoveNextAsync(
        HttpResponseMessage response, IAsyncEnumerator<ImageGenStreamEvent> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (ResponseFormatException fault)
        {
            throw MakeException(response, fault);
        }
        catch (Exception limit) when (limit is InvalidDataException or InvalidOperationException)
        {
            throw MakeException(response, "An event is too large to be read.", text: null, limit);
        }
    }

    private async IAsyncEnumerable<ImageGenStreamEvent> ReadEventsAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var body = new ResponseBodyStream(response, _options.MaxResponseBytes, EndOfEvent);
        var frames = SseParser.Create(body, (type, data) => ReadEvent(response, type, data)).EnumerateAsync(cancellationToken);
        await foreach (var frame in frames.ConfigureAwait(false))
        {
            if (frame.Data is { } item) yield return item;
        }
    }

    /// <summary>The event that the data of a frame hold; none for one that is not known.</summary>
    private static ImageGenStreamEvent? ReadEvent(HttpResponseMessage response, string type, ReadOnlySpan<byte> data)
    {
        try
        {
            using var answer = DocumentReader.Read(data, EventPath);
            var head = new ErrorResponse();
            answer.ReadInto(head);
            var kind = head.AdditionalProperties.TryGetValue(ImageGenStreamEvent.JsonNames.Type, out var token)
                && token is JValue { Value: string text } ? text : type;
            var item = ImageGenStreamEvent.Create(kind) ?? ImageGenStreamEvent.Create(type);
            var isError = head.Error is not null || kind == ErrorEvent || type == ErrorEvent
                || (item is null && head.AdditionalProperties.ContainsKey(ErrorResponse.JsonNames.Error));
            if (isError) throw MakeStreamException(response, answer.GetText(LongestFailure));
            if (item is not null) answer.ReadInto(item);
            return item;
        }
        catch (ResponseFormatException fault) when (ImageGenStreamEvent.Create(type) is null)
        {
            if (type == ErrorEvent) throw MakeStreamException(response, fault.Text);
            // Not known, such as [DONE] or the heartbeat of a proxy; but a frame without a name may be an image that is broken.
            if (type == SseParser.EventTypeDefault && fault.Fault != ResponseFault.NotAnObject) throw;
            return null;
        }
    }

    private static ApiException MakeStreamException(HttpResponseMessage response, string text) =>
        MakeException(response, "The stream ended in an error.", text);

    /// <summary>What a server that does not stream answers, as if it had streamed it.</summary>
    private async IAsyncEnumerable<ImageGenStreamEvent> ReadAnswerAsEventsAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = await ReadAnswerAsync(new(response), openStream: null, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < answer.Data.Count; i++)
        {
            var image = answer.Data[i];
            var item = new ImageGenCompletedEvent
            {
                Bytes = image.Bytes,
                CreatedAt = answer.Created,
                Size = answer.Size,
                Quality = answer.Quality,
                Background = answer.Background,
                OutputFormat = answer.OutputFormat,
                SafetyIdentifier = answer.SafetyIdentifier,
                // It is that of all images together: once, so that a sum over the events is right.
                Usage = i == 0 ? answer.Usage : null,
            };
            foreach (var property in answer.AdditionalProperties.Concat(image.AdditionalProperties))
            {
                item.AdditionalProperties[property.Key] = property.Value;
            }

            if (image.Url is { } url) item.AdditionalProperties[Image.JsonNames.Url] = url.OriginalString;
            if (image.RevisedPrompt is { } prompt) item.AdditionalProperties[Image.JsonNames.RevisedPrompt] = prompt;
            yield return item;
        }
    }
}
