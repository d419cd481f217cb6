using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Generated.Tests;

/// <summary>
/// Each value of <see cref="RequestTable"/> with each of its models: sent unchanged, or refused and not sent.
/// </summary>
[Category("Long")]
public class RequestTableTests
{
    private const int LongestDisplay = 80;

    private static IEnumerable<TestCaseData> Taken =>
        from row in RequestTable.Rows
        from model in row.Models
        from value in row.Taken
        select Case(row, model, value, Json(row, model, value));

    private static IEnumerable<TestCaseData> Refused =>
        from row in RequestTable.Rows
        from model in row.Models
        from value in row.Refused
        select Case(row, model, value, Json(row, model, value), row.Parameter, row.Code);

    [TestCaseSource(nameof(Taken))]
    public async Task CreateImageAsync_sends_supported_values_unchanged(string request)
    {
        using var api = new MockApi();

        await SendAsync(api, request);

        api.Request.ShouldCarry(request);
    }

    [TestCaseSource(nameof(Refused))]
    public async Task CreateImageAsync_refuses_unsupported_values_without_sending(
        string request, string parameter, string code)
    {
        using var api = new MockApi();

        var thrown = await FluentActions.Awaiting(() => SendAsync(api, request))
            .Should().ThrowAsync<ImageRequestException>();

        api.Count.Should().Be(0);
        var violation = thrown.Which.Violations.Should().ContainSingle().Subject;
        var sent = JObject.Parse(request);
        violation.Parameter.Should().Be(parameter);
        violation.Model.Should().Be((string?)sent["model"]);
        violation.Code.Should().Be(code);
        violation.Message.Should().Contain(parameter);
        JToken.DeepEquals(JToken.FromObject(violation.Value!), sent[parameter]).Should().BeTrue();
    }

    private static async Task SendAsync(MockApi api, string json)
    {
        var request = JsonConvert.DeserializeObject<CreateImageRequest>(json)!;
        using var client = api.Client();
        if (request.Stream != true)
        {
            await client.CreateImageAsync(request);
            return;
        }

        (await client.CreateImageStreamAsync(request).ToListAsync()).Should().ContainSingle();
    }

    private static string Json(RequestRow row, string? model, string value)
    {
        var request = JObject.Parse($"{{ {row.Parameter}: {value} }}");
        if (model is not null) request["model"] = model;
        request["prompt"] ??= "A cute baby sea otter";
        return request.ToString(Formatting.None);
    }

    private static TestCaseData Case(RequestRow row, string? model, string value, params object[] arguments)
    {
        var display = $"{model ?? "no model"}, {row.Parameter}: {value}";
        if (display.Length > LongestDisplay)
        {
            display = $"{display.Remove(LongestDisplay)}… {value.Length - 2} characters";
        }

        return new TestCaseData(arguments).SetArgDisplayNames(display);
    }
}
