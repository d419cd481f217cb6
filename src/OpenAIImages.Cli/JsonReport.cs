using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>The report for programs: always one JSON object, and nothing else.</summary>
internal sealed class JsonReport(Printable printable, TextWriter output) : IReport
{
    private const string Files = "files";
    private const string Previews = "previews";

    private readonly List<string> _files = [];
    private readonly List<string> _previews = [];

    /// <summary>Returns whether a value is the path of a file that was written.</summary>
    public static bool IsPath(JValue value) =>
        value.Parent is JArray { Parent: JProperty { Name: Files or Previews, Parent.Parent: null } };

    public Task<T> WhileAsync<T>(string activity, Func<Task<T>> work) => work();

    public void Retrying(RetryNotice retry)
    {
        // Only the result is printed.
    }

    public void PreviewSaved(string path) => _previews.Add(path);

    public void ImageSaved(string path) => _files.Add(path);

    public void Done(GenerationResult result) => Print(new JObject
    {
        [Files] = new JArray(_files),
        [Previews] = new JArray(_previews),
        ["request_id"] = result.RequestId,
        ["usage"] = result.Usage is { } usage ? JObject.Parse(usage.ToJson()) : null,
        ["revised_prompts"] = new JArray(result.RevisedPrompts),
    });

    public void Invalid(IReadOnlyList<ImageRequestViolation> violations) => Print(new JObject
    {
        ["error"] = new JObject { ["message"] = "The request was not sent, because it violates rules of its model." },
        ["violations"] = new JArray(violations.Select(violation => new JObject
        {
            ["parameter"] = violation.Parameter,
            ["code"] = violation.Code,
            ["message"] = violation.Message,
        })),
    });

    public void Failed(Exception failure)
    {
        var error = new JObject { ["message"] = FailureText.Of(failure) };
        var result = new JObject
        {
            ["error"] = error,
            [Files] = new JArray(_files),
            [Previews] = new JArray(_previews),
        };
        if (failure is ApiException api)
        {
            error["status"] = api.StatusCode;
            error["server_message"] = api.Error?.Message;
            error["type"] = api.Error?.Type;
            error["code"] = api.Error?.Code;
            error["param"] = api.Error?.Param;
            error["request_id"] = api.RequestId;
            error["retry_after"] = api.RetryAfter?.TotalSeconds;
            var urls = api.Images?.Data.Select(image => image.Url?.OriginalString).OfType<string>();
            result["urls"] = new JArray(urls ?? []);
        }

        Print(result);
    }

    private void Print(JObject result) => output.WriteLine(printable.Json(result));
}
