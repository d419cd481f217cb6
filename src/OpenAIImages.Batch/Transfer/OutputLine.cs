using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Batch.Transfer;

/// <summary>A line of an output file of the Batch API, without the body of its response.</summary>
internal sealed class OutputLine
{
    private const int Ok = 200;
    private const int MaxStatus = 999;

    private OutputLine(JObject json)
    {
        CustomId = Text(json["custom_id"]);
        var response = json["response"] as JObject;
        HasStatus = response?["status_code"] is { Type: JTokenType.Integer };
        Status = HasStatus ? (int)response!["status_code"]! : Ok;
        if (Status is < 0 or > MaxStatus) throw new FormatException("status_code is not a status of HTTP.");
        RequestId = Text(response?["request_id"]);
        var error = json["error"] as JObject;
        ErrorCode = Text(error?["code"]);
        ErrorMessage = Text(error?["message"]);
    }

    public string? CustomId { get; }

    public bool HasStatus { get; }

    public int Status { get; }

    public string? RequestId { get; }

    public string? ErrorCode { get; }

    public string? ErrorMessage { get; }

    /// <summary>Gets whether everything that is needed to read the body is known.</summary>
    public bool CanReadBody => CustomId is not null && HasStatus;

    /// <summary>Reads a line, or its beginning with the missing brackets added.</summary>
    /// <exception cref="FormatException">It is not a JSON object.</exception>
    public static OutputLine Parse(byte[] json)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(Encoding.UTF8.GetString(json).TrimStart('\uFEFF')))
            {
                DateParseHandling = DateParseHandling.None,
            };
            return new OutputLine(JObject.Load(reader));
        }
        catch (Exception failure) when (failure is JsonException or OverflowException)
        {
            throw new FormatException("The line is not valid JSON.", failure);
        }
    }

    private static string? Text(JToken? value) => value switch
    {
        { Type: JTokenType.String } => (string?)value,
        { Type: JTokenType.Integer } => ((long)value).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
