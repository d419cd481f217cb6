using Newtonsoft.Json.Linq;

namespace OpenAIImages.Batch.List;

/// <summary>A line as written, before defaults and rules are applied.</summary>
/// <param name="CustomId">Its <c>custom_id</c>; null if it has none.</param>
/// <param name="Output">Its <c>output</c>; null if it has none.</param>
/// <param name="Body">The request.</param>
internal sealed record ParsedLine(string? CustomId, string? Output, JObject Body)
{
    /// <summary>Gets the hash of the content of the line, whatever the layout of its JSON.</summary>
    public ulong Hash => ContentHash.Of($"{Output}\n{Body.ToString(Newtonsoft.Json.Formatting.None)}");
}
