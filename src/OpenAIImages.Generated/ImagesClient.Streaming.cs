using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated;

public partial class ImagesClient
{
    private const string EventStream = "text/event-stream";
    private const string ErrorEvent = "error";

    private static readonly Base64Path EventPath = new(list: null, ImageGenStreamEvent.Wire.Bytes);

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
        using var response = await SendAsync(CreateImagePath, request, AcceptEvents, cancellationToken).ConfigureAwait(false);
        var events = response.Content.Headers.ContentType?.MediaType is EventStream
            ? ReadEventsAsync(response, cancellationToken)
            : ReadAnswerAsEventsAsync(response, cancellationToken);
        var anyImage = false;
        await foreach (var item in events.ConfigureAwait(false))
        {
            anyImage |= item is ImageGenCompletedEvent;
            yield return item;
        }

        if (!anyImage) throw MakeException(response, "The stream ended without an image.", text: null);
    }

    private async IAsyncEnumerable<ImageGenStreamEvent> ReadEventsAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var body = await AnswerBody.OpenAsync(response.Content, _options.MaxResponseBytes, cancellationToken)
            .ConfigureAwait(false);
        var events = SseParser.Create(body, (type, data) => ReadEvent(response, type, data))
            .EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var closing = events.ConfigureAwait(false);
        while (await MoveNextAsync(response, events).ConfigureAwait(false))
        {
            if (events.Current.Data is { } item) yield return item;
        }
    }

    private static async ValueTask<bool> MoveNextAsync(
        HttpResponseMessage response, IAsyncEnumerator<SseItem<ImageGenStreamEvent?>> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (AnswerFormatException fault)
        {
            throw MakeException(response, fault);
        }
    }

    /// <summary>The event that the data of a frame hold; none for one that is not known.</summary>
    private static ImageGenStreamEvent? ReadEvent(HttpResponseMessage response, string type, ReadOnlySpan<byte> data)
    {
        try
        {
            using var answer = AnswerReader.Read(data, EventPath);
            var head = new ErrorResponse();
            answer.ReadInto(head);
            var kind = head.AdditionalProperties.TryGetValue(ImageGenStreamEvent.Wire.Type, out var token)
                && token is JValue { Value: string text } ? text : type;
            if (head.Error is not null || kind == ErrorEvent)
            {
                throw MakeStreamException(response, answer.GetText(LongestFailure));
            }

            var item = ImageGenStreamEvent.Create(kind);
            if (item is not null) answer.ReadInto(item);
            return item;
        }
        catch (AnswerFormatException fault) when (fault.Fault == AnswerFault.NotAnObject && ImageGenStreamEvent.Create(type) is null)
        {
            if (type == ErrorEvent) throw MakeStreamException(response, fault.Text);
            // Such as [DONE], or the heartbeat of a proxy.
            return null;
        }
    }

    private static ApiException MakeStreamException(HttpResponseMessage response, string text) =>
        MakeException(response, "The stream ended in an error.", text, ParseError(text));

    /// <summary>What a server that does not stream answers, as if it had streamed it.</summary>
    private async IAsyncEnumerable<ImageGenStreamEvent> ReadAnswerAsEventsAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = await ReadAnswerAsync(response, openStream: null, cancellationToken).ConfigureAwait(false);
        foreach (var image in answer.Data)
        {
            var item = new ImageGenCompletedEvent
            {
                Bytes = image.Bytes,
                CreatedAt = answer.Created,
                Size = answer.Size,
                Quality = answer.Quality,
                Background = answer.Background,
                OutputFormat = answer.OutputFormat,
                Usage = answer.Usage,
                SafetyIdentifier = answer.SafetyIdentifier,
            };
            foreach (var property in image.AdditionalProperties) item.AdditionalProperties[property.Key] = property.Value;
            if (image.Url is { } url) item.AdditionalProperties[Image.Wire.Url] = url.OriginalString;
            if (image.RevisedPrompt is { } prompt) item.AdditionalProperties[Image.Wire.RevisedPrompt] = prompt;
            yield return item;
        }
    }
}
