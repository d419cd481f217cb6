using System.Globalization;

namespace OpenAIImages.Emulator.Faults;

/// <summary>Reads faults from the text of a header or of the command line.</summary>
internal sealed class FaultParser
{
    private const string BodyName = "body";

    private readonly Dictionary<string, string?> _items = new(StringComparer.OrdinalIgnoreCase);

    private FaultParser(string text)
    {
        for (var rest = text.Trim(); rest.Length > 0;)
        {
            var isBody = rest.StartsWith($"{BodyName}=", StringComparison.OrdinalIgnoreCase);
            var end = isBody ? -1 : rest.IndexOf(';', StringComparison.Ordinal);
            Add(end < 0 ? rest : rest[..end].TrimEnd());
            rest = end < 0 ? string.Empty : rest[(end + 1)..].TrimStart();
        }

        if (_items.Count == 0) throw new FormatException("A fault is required, such as 'status=503'.");
    }

    /// <exception cref="FormatException">The text is not valid.</exception>
    public static EmulatorFault Parse(string text, int seed)
    {
        var parser = new FaultParser(text);
        EmulatorFault?[] faults =
        [
            parser.ReadLatency(seed), parser.ReadResponse(), parser.ReadDrop(), parser.ReadStream(),
        ];
        return faults.OfType<EmulatorFault>().Aggregate((all, next) => all.And(next));
    }

    private void Add(string item)
    {
        var equals = item.IndexOf('=', StringComparison.Ordinal);
        var name = (equals < 0 ? item : item[..equals]).TrimEnd().ToLowerInvariant();
        var value = equals < 0 ? null : item[(equals + 1)..].TrimStart();
        var hasValue = name switch
        {
            "latency" or "status" or "retry-after" or "drop" or "stream" or BodyName => true,
            "moderation" => value is not null,
            "quota" => false,
            _ => throw new FormatException(
                $"Unknown fault '{name}'. Known faults are: latency, status, retry-after, quota, moderation, drop, "
                + "stream and body."),
        };
        if (hasValue != value is not null)
        {
            throw new FormatException(hasValue ? $"'{name}' needs a value: {name}=…." : $"'{name}' takes no value.");
        }

        if (!_items.TryAdd(name, value)) throw new FormatException($"'{name}' occurs twice.");
    }

    private EmulatorFault? ReadLatency(int seed)
    {
        if (Find("latency") is not { } text) return null;
        var bounds = text.Split("..");
        if (bounds.Length <= 2
            && Durations.TryParse(bounds[0], out var minimum)
            && Durations.TryParse(bounds[^1], out var maximum)
            && minimum <= maximum)
        {
            return EmulatorFault.Latency(minimum, maximum, seed);
        }

        throw new FormatException(
            $"latency must be a time up to one day, such as '500ms', '20s' or '5s..20s', not '{text}'.");
    }

    private EmulatorFault? ReadResponse()
    {
        string[] responses = ["status", "quota", "moderation"];
        var found = responses.Where(_items.ContainsKey).ToList();
        if (found.Count > 1) throw new FormatException($"'{found[0]}' and '{found[1]}' cannot be used together.");
        foreach (var name in new[] { "retry-after", BodyName })
        {
            if (Find(name) is not null && found is not ["status"])
            {
                throw new FormatException($"'{name}' needs 'status'.");
            }
        }

        return found switch
        {
            ["status"] => ReadStatus(Find("status")!),
            ["quota"] => EmulatorFault.QuotaExceeded(),
            ["moderation"] => EmulatorFault.ModerationBlocked(Find("moderation")?.Split(
                ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? []),
            _ => null,
        };
    }

    private EmulatorFault ReadStatus(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            || status is < 200 or > 599)
        {
            throw new FormatException($"status must be a number from 200 to 599, not '{text}'.");
        }

        TimeSpan? retryAfter = null;
        if (Find("retry-after") is { } wait)
        {
            retryAfter = Durations.TryParse(wait, out var time)
                ? time
                : throw new FormatException($"retry-after must be a time up to one day, such as '2', not '{wait}'.");
        }

        try
        {
            return EmulatorFault.Status(status, Find(BodyName), retryAfter: retryAfter);
        }
        catch (ArgumentException)
        {
            throw new FormatException($"A response with status {status} cannot have a body.");
        }
    }

    private EmulatorFault? ReadDrop() => Find("drop") switch
    {
        null => null,
        "before-response" => EmulatorFault.DropBeforeResponse(),
        "before-body" => EmulatorFault.DropBeforeBody(),
        "within-body" => EmulatorFault.DropWithinBody(),
        "after-body" => EmulatorFault.DropAfterBody(),
        var other => throw new FormatException(
            $"drop must be before-response, before-body, within-body or after-body, not '{other}'."),
    };

    private EmulatorFault? ReadStream() => Find("stream") switch
    {
        null => null,
        "error" => EmulatorFault.StreamError(),
        "stall" => EmulatorFault.StreamStall(),
        "end" => EmulatorFault.StreamEnd(),
        var other => throw new FormatException($"stream must be error, stall or end, not '{other}'."),
    };

    private string? Find(string name) => _items.GetValueOrDefault(name);
}
