using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Page.Snippets;

/// <summary>A request as a command with curl.</summary>
internal static class CurlSnippet
{
    /// <summary>Writes the command.</summary>
    public static string Create(JObject request, SnippetTarget target)
    {
        var key = target.NeedsKey ? $"${SnippetTarget.KeyVariable}" : SnippetTarget.AnyKey;
        var address = Shell.Quote(new Uri(target.Endpoint, "images/generations").AbsoluteUri);
        return Shell.Command(
            request["stream"] is JValue { Value: true } ? $"curl -N {address}" : $"curl {address}",
            $"-H \"Authorization: Bearer {key}\"",
            "-H 'Content-Type: application/json'",
            "-d " + Shell.Quote(request.ToString(Formatting.Indented).ReplaceLineEndings("\n")));
    }
}
