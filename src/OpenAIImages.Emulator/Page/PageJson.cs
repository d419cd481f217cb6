using System.Globalization;
using Newtonsoft.Json.Linq;
using OpenAIImages.Emulator.Contract;
using OpenAIImages.Emulator.Requests;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Page;

/// <summary>Writes exchanges and violations as the JSON that the page reads.</summary>
internal sealed class PageJson(RequestReview review)
{
    /// <summary>Returns the data of an exchange that the gallery shows.</summary>
    public JObject Summarize(Exchange exchange)
    {
        var body = RequestReview.Parse(exchange.Body);
        var response = exchange.Response;
        return new JObject
        {
            ["number"] = exchange.Number,
            ["received"] = exchange.Received.ToUnixTimeMilliseconds(),
            ["path"] = exchange.Path,
            ["prompt"] = Text(body, ParameterNames.Prompt),
            ["model"] = DeploymentOf(exchange) ?? Text(body, ParameterNames.Model),
            ["size"] = Text(body, ParameterNames.Size),
            ["pending"] = response is null,
            ["complete"] = response?.IsComplete,
            ["status"] = response?.Status,
            ["milliseconds"] = response is null ? null : (long)response.Duration.TotalMilliseconds,
            ["pictures"] = new JArray(response?.Pictures.Select(name => $"/page/pictures/{name}") ?? []),
            ["error"] = response is null ? null : ErrorIn(response.Body),
            ["violations"] = body is null ? 0 : review.FindViolations(body, DeploymentOf(exchange)).Count,
        };
    }

    /// <summary>Returns all data of an exchange.</summary>
    public JObject Describe(Exchange exchange)
    {
        var description = Summarize(exchange);
        var body = RequestReview.Parse(exchange.Body);
        description["method"] = exchange.Method;
        description["requestHeaders"] = Headers(exchange.Headers);
        description["requestBody"] = exchange.Body;
        description["responseHeaders"] = exchange.Response is { } response ? Headers(response.Headers) : null;
        description["responseBody"] = exchange.Response?.Body;
        description["violations"] = body is null
            ? new JArray()
            : Violations(review.FindViolations(body, DeploymentOf(exchange)));
        return description;
    }

    /// <summary>Returns the violations of a request.</summary>
    public static JArray Violations(IEnumerable<ImageRequestViolation> violations) =>
        new(violations.Select(violation => new JObject
        {
            ["parameter"] = violation.Parameter,
            ["message"] = violation.Message,
            ["code"] = violation.Code,
        }));

    private static string? DeploymentOf(Exchange exchange) => ApiAddress.Parse(exchange.Path.Split('?')[0]).Deployment;

    private static JArray Headers(IReadOnlyDictionary<string, string> headers) =>
        new(headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
            .Select(header => new JArray(header.Key, header.Value)));

    private static string? Text(JObject? body, string name) =>
        body?[name] is JValue { Value: not null } value ? value.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>
    /// Returns the message of an error in the format of the API, even in a stream; null if there is none.
    /// </summary>
    private static string? ErrorIn(string body)
    {
        const string EventStart = "event: error\ndata: ";
        var start = body.LastIndexOf(EventStart, StringComparison.Ordinal);
        var json = start < 0 ? body : body[(start + EventStart.Length)..];
        return RequestReview.Parse(json)?["error"] is JObject error ? Text(error, "message") : null;
    }
}
