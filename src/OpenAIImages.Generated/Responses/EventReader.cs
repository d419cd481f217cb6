using System.Net.ServerSentEvents;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated.Internal;
using OpenAIImages.Generated.Responses.Extraction;
using OpenAIImages.Generated.Serialization;

namespace OpenAIImages.Generated.Responses;

/// <summary>Reads one server-sent event at a time, including the different names and shapes that servers use.</summary>
internal sealed class EventReader
{
    private const string ErrorEvent = "error";
    private const string PreviewName = "partial_image";

    // Volcengine reports the failure of one of several images as image_generation.partial_failed.
    private const string ItemFailureSuffix = "_failed";

    // Each invalid event costs an exception in the JSON reader.
    private const int MaxInvalidEvents = 1000;

    private ImageUsage? _usage;
    private int _invalidEvents;

    /// <summary>Gets whether the server has marked the end of the stream.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Gets whether the usage may follow the last image in a separate event, as in other APIs.</summary>
    public bool MayUsageFollow { get; private set; }

    /// <summary>Gets the error of one image, while others may still succeed.</summary>
    public ApiError? ItemError { get; private set; }

    /// <summary>Gets the failure of the first event that could not be read. Later events are still read.</summary>
    public ResponseFormatException? Failure { get; private set; }

    /// <summary>Returns the usage that came without an image; null if called again.</summary>
    public ImageUsage? TakeUsage()
    {
        var usage = _usage;
        _usage = null;
        return usage;
    }

    /// <summary>
    /// Reads the events in the data of a frame: usually one, or none if the kind of event is unknown.
    /// </summary>
    public IReadOnlyList<ImageGenStreamEvent> Read(string type, ReadOnlySpan<byte> data)
    {
        data = data.TrimStart();
        // Some proxies double the prefix.
        while (data.StartsWith("data:"u8)) data = data.Slice("data:"u8.Length).TrimStart();
        if (data.StartsWith("[DONE]"u8))
        {
            IsEnd = true;
            return [];
        }

        if (!IsObjectOrList(data))
        {
            // An invalid event with an image must be reported, since the image is lost. Other events can be ignored.
            var isImage = ImageGenStreamEvent.Create(type) is ImageGenCompletedEvent;
            return type == ErrorEvent || isImage ? throw Error(ToText(data)) : [];
        }

        using var document = new ResponseDocument(JsonResponseReader.Location);
        var extractor = new Base64Extractor(document);
        while (data.Length > 0 && !extractor.IsDone) data = data.Slice(extractor.Read(data));
        extractor.End();
        using var reader = document.CreateReader();
        reader.Read();
        var root = reader.TokenType switch
        {
            JsonToken.StartObject => (JObject)reader.ReadToken(),
            JsonToken.StartArray => new JObject { [ImagesResponse.JsonNames.Data] = reader.ReadToken() },
            _ => [],
        };
        if (extractor.Fault is null && !reader.IsIncomplete) return Read(type, root, document);

        if (type == ErrorEvent) throw Error(document.GetText());
        if (extractor.Fault is null && ++_invalidEvents > MaxInvalidEvents)
        {
            throw new ResponseFormatException(
                ResponseFault.Malformed,
                $"The stream has more than {MaxInvalidEvents} events that are not valid JSON.");
        }

        var isKnown = type == SseParser.EventTypeDefault || ImageGenStreamEvent.Create(type) is not null;
        if (!isKnown) return [];
        var message = extractor.Fault is null ? "An event is not valid JSON." : extractor.FaultMessage;
        Failure ??= new ResponseFormatException(extractor.Fault ?? ResponseFault.Malformed, message)
        {
            Text = document.GetText(),
        };
        return [];
    }

    /// <summary>Returns whether the data is an object or a list of images, and no text such as <c>[DONE]</c>.</summary>
    private static bool IsObjectOrList(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith("{"u8)) return true;
        if (!data.StartsWith("["u8)) return false;
        data = data.Slice(1).TrimStart();
        return data.StartsWith("{"u8) || data.StartsWith("\""u8);
    }

    private IReadOnlyList<ImageGenStreamEvent> Read(string type, JObject root, ResponseDocument document)
    {
        var kind = root[ImageGenStreamEvent.JsonNames.Type] is JValue { Value: string text } ? text : type;
        if (IsError(type, kind, root))
        {
            if (!kind.EndsWith(ItemFailureSuffix, StringComparison.Ordinal)) throw Error(document.GetText());
            ItemError = ApiErrorReader.Read(document.GetText(), default) ?? ItemError;
            return [];
        }

        var data = root[ImagesResponse.JsonNames.Data];
        if (data is JArray or JObject || Image.FromText(data) is not null)
        {
            var images = ReadModel(new ImagesResponse(), root);
            images.Normalize();
            MayUsageFollow = images.Usage is null;
            return [.. StreamEventConverter.ToEvents(images)];
        }

        var isPreview = kind.Contains(PreviewName)
            || root[ImageGenPartialImageEvent.JsonNames.PartialImageIndex] is not null;
        if (isPreview)
        {
            // Callers save the bytes of a preview without a check: one without any must not cost the image.
            var preview = ReadModel(new ImageGenPartialImageEvent(), root);
            return preview.Bytes is null ? [] : [preview];
        }

        var completed = ReadModel(new ImageGenCompletedEvent(), root);
        completed.Normalize();
        if (completed.Bytes is null && completed.Url is null)
        {
            _usage = completed.Usage;
            return [];
        }

        MayUsageFollow = completed.Usage is null && ImageGenStreamEvent.Create(kind) is null;
        return [completed];
    }

    private static bool IsError(string type, string kind, JObject root) =>
        kind == ErrorEvent || type == ErrorEvent || kind.EndsWith(ItemFailureSuffix, StringComparison.Ordinal)
        || (root[ErrorResponse.JsonNames.Error] is (JObject or JValue) and var error && HasContent(error));

    // Some servers always send an error, whose properties are empty after success.
    private static bool HasContent(JToken token) => token is JContainer container
        ? container.Children().Any(HasContent)
        : token is JValue { Value: not (null or "" or false or 0L) };

    private static T ReadModel<T>(T model, JObject root)
        where T : JsonModel
    {
        using var reader = root.CreateReader();
        reader.Read();
        model.Read(reader);
        return model;
    }

    private static string ToText(ReadOnlySpan<byte> data) =>
        Encoding.UTF8.GetString(data.Slice(0, Math.Min(data.Length, ResponseDocument.MaxTextLength)).ToArray());

    private static ResponseFormatException Error(string text) =>
        new(ResponseFault.ReportedError, "The stream ended in an error.") { Text = text };
}
