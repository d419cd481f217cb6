using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>For machines: one JSON object on standard output, whatever happens, and nothing else.</summary>
internal sealed class JsonReport : IReport
{
    private readonly List<string> _previews = [];

    public Task<T> WhileAsync<T>(string activity, Func<Task<T>> work) => work();

    public void PreviewSaved(string path) => _previews.Add(path);

    public void Done(GenerationResult result) => Print(new JObject
    {
        ["files"] = new JArray(result.Files),
        ["previews"] = new JArray(_previews),
        ["request_id"] = result.RequestId,
        ["usage"] = result.Usage is { } usage ? new JRaw(usage.ToJson()) : null,
        ["revised_prompts"] = new JArray(result.RevisedPrompts),
    });

    public void Invalid(IReadOnlyList<ImageRequestViolation> violations) => Print(new JObject
    {
        ["error"] = new JObject { ["message"] = "The request was not sent, because it breaks rules of its model." },
        ["violations"] = new JArray(violations.Select(violation => new JObject
        {
            ["parameter"] = violation.Parameter,
            ["code"] = violation.Code,
            ["message"] = violation.Message,
        })),
    });

    public void Failed(Exception failure)
    {
        var error = new JObject { ["message"] = failure.Message };
        if (failure is ApiException answer)
        {
            error["status"] = answer.StatusCode;
            error["server_message"] = answer.Error?.Message;
            error["type"] = answer.Error?.Type;
            error["code"] = answer.Error?.Code;
            error["param"] = answer.Error?.Param;
            error["request_id"] = answer.RequestId;
        }
        Print(new JObject { ["error"] = error });
    }

    private static void Print(JObject result) => Console.Out.WriteLine(result.ToString(Formatting.Indented));
}
