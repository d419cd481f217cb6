using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch.Journal;

/// <summary>Entries as lines of JSON.</summary>
internal static class JournalJson
{
    private const string Kind = "event";
    private const string Id = "id";
    private const string Hash = "hash";
    private const string Line = "line";
    private const string Time = "time";
    private const string MayRepeatCharge = "may_repeat_charge";
    private const string MayBeCharged = "may_be_charged";
    private const string Paths = "paths";
    private const string RequestId = "request_id";
    private const string Usage = "usage";
    private const string Seconds = "seconds";
    private const string Code = "code";
    private const string Message = "message";

    public static string Write(ImageBatchEntry entry)
    {
        var json = new JObject
        {
            [Time] = entry.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            [Kind] = NameOf(entry.Kind),
            [Id] = entry.Id,
            [Line] = entry.Line,
            [Hash] = entry.Hash,
        };
        if (entry.MayRepeatCharge) json[MayRepeatCharge] = true;
        if (entry.MayBeCharged) json[MayBeCharged] = true;
        if (entry.Paths.Count > 0) json[Paths] = new JArray(entry.Paths);
        if (entry.RequestId is not null) json[RequestId] = entry.RequestId;
        if (entry.Usage is not null) json[Usage] = new JRaw(entry.Usage.ToJson());
        if (entry.Duration is { } duration) json[Seconds] = Math.Round(duration.TotalSeconds, 3);
        if (entry.Code is not null) json[Code] = entry.Code;
        if (entry.Message is not null) json[Message] = entry.Message;
        return json.ToString(Formatting.None);
    }

    /// <summary>Reads an entry; returns null for an unknown event.</summary>
    /// <exception cref="FormatException">The text is not an entry.</exception>
    public static ImageBatchEntry? Read(string text)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(text))
            {
                DateParseHandling = DateParseHandling.None,
            };
            var json = JObject.Load(reader);
            var name = (string?)json[Kind] ?? throw new ArgumentException("There is no event.");
            return KindOf(name) is { } kind ? Read(json, kind) : null;
        }
        catch (Exception failure) when (
            failure is JsonException or ArgumentException or InvalidCastException or OverflowException)
        {
            throw new FormatException("The text is not an entry.", failure);
        }
    }

    private static ImageBatchEntry Read(JObject json, ImageBatchEvent kind)
    {
        var time = DateTimeOffset.Parse((string)json[Time]!, CultureInfo.InvariantCulture);
        return new ImageBatchEntry(kind, (string)json[Id]!, (string)json[Hash]!, (int)json[Line]!, time)
        {
            MayRepeatCharge = (bool?)json[MayRepeatCharge] ?? false,
            MayBeCharged = (bool?)json[MayBeCharged] ?? false,
            Paths = [.. ((json[Paths] as JArray) ?? []).Select(ReadPath)],
            RequestId = (string?)json[RequestId],
            Usage = json[Usage] is JObject usage ? ReadUsage(usage) : null,
            Duration = (double?)json[Seconds] is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Code = (string?)json[Code],
            Message = (string?)json[Message],
        };
    }

    private static string ReadPath(JToken path) =>
        (string?)path ?? throw new ArgumentException("A path is null.");

    private static ImageUsage ReadUsage(JObject json) => new()
    {
        InputTokens = (int?)json["input_tokens"],
        OutputTokens = (int?)json["output_tokens"],
        TotalTokens = (int?)json["total_tokens"],
    };

    private static string NameOf(ImageBatchEvent kind) => kind switch
    {
        ImageBatchEvent.Sent => "sent",
        ImageBatchEvent.Done => "done",
        ImageBatchEvent.Failed => "failed",
        ImageBatchEvent.Unknown => "unknown",
        ImageBatchEvent.Deferred => "deferred",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The event is unknown."),
    };

    private static ImageBatchEvent? KindOf(string name) => name switch
    {
        "sent" => ImageBatchEvent.Sent,
        "done" => ImageBatchEvent.Done,
        "failed" => ImageBatchEvent.Failed,
        "unknown" => ImageBatchEvent.Unknown,
        "deferred" => ImageBatchEvent.Deferred,
        _ => null,
    };
}
