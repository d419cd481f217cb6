using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Extensions.AI.Tests;

/// <summary>Parameters by their names in JSON.</summary>
public class AdditionalPropertiesTests
{
    private static readonly object[][] Values =
    [
        ["user", "otter", "\"otter\""],
        ["output_compression", 80, "80"],
        ["output_compression", 80L, "80"],
        ["output_compression", (byte)80, "80"],
        ["output_compression", 80UL, "80"],
        ["output_compression", 80.0, "80"],
        ["output_compression", 80m, "80"],
        ["output_compression", JsonElementOf("80"), "80"],
        ["quality", JsonElementOf("\"high\""), "\"high\""],
        ["quality", ImageQuality.High, "\"high\""],
        ["quality", JsonValue.Create("high"), "\"high\""],
        ["quality", new JValue("high"), "\"high\""],
        ["svg", new SvgOptions { Model = "a-model" }, """{"model":"a-model"}"""],
        ["svg", JsonElementOf("""{"model":"a-model","new":1.5}"""), """{"model":"a-model","new":1.5}"""],
        ["seed", 7, "7"],
        ["guidance", 7.5, "7.5"],
        ["guidance", 7.5f, "7.5"],
        ["hires", true, "true"],
        ["since", "2026-11-22T07:00:00Z", "\"2026-11-22T07:00:00Z\""],
        ["user", JsonElementOf("\"2026-11-22T07:00:00.0+02:00\""), "\"2026-11-22T07:00:00.0+02:00\""],
        ["loras", JsonElementOf("""[{"name":"a"},null]"""), """[{"name":"a"},null]"""],
        ["loras", JsonDocument.Parse("""["a"]"""), """["a"]"""],
        ["seed", JsonElementOf("null"), "null"],
    ];

    private static readonly object[][] WrongValues =
    [
        ["n", "2"],
        ["n", 1.5],
        ["n", 3_000_000_000],
        ["n", true],
        ["quality", 7],
        ["quality", JsonElementOf("{}")],
        ["stream", "true"],
        ["svg", "a-model"],
        ["svg.model", JsonElementOf("""{"model":7}"""), "svg"],
        ["svg.reasoning.effort", JsonElementOf("""{"model":"a-model","reasoning":{"effort":1}}"""), "svg"],
        ["seed", double.NaN],
        ["seed", float.PositiveInfinity],
        ["seed", new object()],
        ["seed", DateTime.UnixEpoch],
        ["seed", DayOfWeek.Monday],
        ["seed", default(JsonElement)],
    ];

    [TestCaseSource(nameof(Values))]
    public async Task GenerateAsync_sends_a_parameter_by_its_name_in_JSON(string name, object value, string json)
    {
        var sent = await Generation.SendAsync(new() { AdditionalProperties = new() { [name] = value } });

        sent.ShouldCarry($$"""{"prompt":"A cute baby sea otter","{{name}}":{{json}}}""");
    }

    [TestCaseSource(nameof(WrongValues))]
    public async Task GenerateAsync_with_a_value_of_the_wrong_type_names_the_property(
        string name, object value, string? property = null)
    {
        var options = new ImageGenerationOptions { AdditionalProperties = new() { [property ?? name] = value } };

        (await Generation.FailAsync<ArgumentException>(options)).Message.Should().Contain($"'{name}'");
    }

    [Test]
    public async Task GenerateAsync_does_not_send_null_for_a_parameter_but_for_an_unknown_one()
    {
        var properties = new AdditionalPropertiesDictionary { ["quality"] = null, ["seed"] = null };

        (await Generation.SendAsync(new() { AdditionalProperties = properties })).ShouldCarry(
            """{"prompt":"A cute baby sea otter","seed":null}""");
    }

    [Test]
    public async Task GenerateAsync_sends_every_parameter_of_the_spec()
    {
        foreach (var parameter in CreateImageRequest.Parameters.Where(it => it.Name is not ("prompt" or "stream")))
        {
            object value = parameter.Kind switch
            {
                ImageParameterKind.Number => 3,
                ImageParameterKind.Flag => true,
                ImageParameterKind.Group => JsonElementOf("""{"model":"a-model"}"""),
                _ => parameter.KnownValues.Count > 0 ? parameter.KnownValues[0] : "a-text",
            };
            var options = new ImageGenerationOptions { AdditionalProperties = new() { [parameter.Name] = value } };
            using var api = new Generated.Tests.MockApi();
            using var client = api.Client(it => it.ValidateRequests = false);
            using var generator = client.AsIImageGenerator();

            await generator.GenerateAsync(new ImageGenerationRequest(Generation.Prompt), options);

            JObject.Parse(api.Request.Body).Properties().Select(property => property.Name)
                .Should().BeEquivalentTo("prompt", parameter.Name);
        }
    }

    [Test]
    public async Task GenerateAsync_prefers_a_parameter_by_name_to_an_option()
    {
        var options = new ImageGenerationOptions
        {
            Count = 2,
            ModelId = "gpt-image-2",
            AdditionalProperties = new() { ["n"] = 3, ["Model"] = "gpt-image-1.5" },
        };

        (await Generation.SendAsync(options)).ShouldCarry(
            """{"prompt":"A cute baby sea otter","n":3,"model":"gpt-image-1.5"}""");
    }

    [Test]
    public async Task GenerateAsync_prefers_the_prompt_of_the_request() =>
        (await Generation.SendAsync(new() { AdditionalProperties = new() { ["prompt"] = "A whale" } }))
            .ShouldCarry("""{"prompt":"A cute baby sea otter"}""");

    [Test]
    public async Task GenerateAsync_refuses_a_stream() =>
        (await Generation.FailAsync<ImageRequestException>(
                new() { AdditionalProperties = new() { ["stream"] = true } }))
            .Violations.Should().ContainSingle().Which.Parameter.Should().Be("stream");

    private static JsonElement JsonElementOf(string json) => JsonDocument.Parse(json).RootElement;
}
