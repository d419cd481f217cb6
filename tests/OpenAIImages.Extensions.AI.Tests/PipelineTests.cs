using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using OpenAIImages.Generated.Tests;

namespace OpenAIImages.Extensions.AI.Tests;

/// <summary>The generator inside the pipelines of Microsoft.Extensions.AI.</summary>
public class PipelineTests
{
    private const string ResponseBody =
        """
        {
          "created": 1589478378,
          "data": [{"b64_json":"iVBORw0KGgo=","revised_prompt":"A cute otter"}],
          "usage": {"input_tokens": 13, "output_tokens": 4160, "total_tokens": 4173}
        }
        """;

    [Test]
    public async Task UseOpenTelemetry_records_the_model_the_provider_and_the_tokens()
    {
        const string Source = nameof(UseOpenTelemetry_records_the_model_the_provider_and_the_tokens);
        var activities = new List<Activity>();
        using var listener = ListenTo(Source, activities);
        var tokens = new Dictionary<object, int>();
        using var meters = ListenTo(Source, tokens);
        using var api = new MockApi(MockApi.Json(ResponseBody));
        using var client = api.Client();
        using var generator = client.AsIImageGenerator("gpt-image-2").AsBuilder()
            .UseOpenTelemetry(sourceName: Source).Build();

        await generator.GenerateAsync(new ImageGenerationRequest(Generation.Prompt));

        var activity = activities.Should().ContainSingle().Subject;
        activity.DisplayName.Should().Be("generate_content gpt-image-2");
        activity.TagObjects.Should().Contain(
        [
            new("gen_ai.provider.name", "openai"), new("server.address", "api.openai.com"),
            new("gen_ai.request.model", "gpt-image-2"), new("gen_ai.usage.input_tokens", 13),
            new("gen_ai.usage.output_tokens", 4160),
        ]);
        tokens.Should().BeEquivalentTo(new Dictionary<object, int> { ["input"] = 13, ["output"] = 4160 });
    }

    [Test]
    public async Task UseOpenTelemetry_is_not_joined_by_a_second_span_of_the_client()
    {
        const string Source = nameof(UseOpenTelemetry_is_not_joined_by_a_second_span_of_the_client);
        var activities = new List<Activity>();
        using var listener = ListenTo(Source, activities);
        using var ownListener = ListenTo("OpenAIImages.Generated", activities);
        using var api = new MockApi(MockApi.Json(ResponseBody));
        using var client = api.Client();
        using var generator = client.AsIImageGenerator("gpt-image-2");
        using var traced = generator.AsBuilder().UseOpenTelemetry(sourceName: Source).Build();

        await traced.GenerateAsync(new ImageGenerationRequest(Generation.Prompt));
        activities.Should().ContainSingle().Which.Source.Name.Should().Be(Source);

        await generator.GenerateAsync(new ImageGenerationRequest(Generation.Prompt));
        activities.Should().HaveCount(2).And.Subject.Last().Source.Name.Should().Be("OpenAIImages.Generated");
    }

    [Test]
    public async Task UseLogging_logs_options_and_metadata_at_the_lowest_level()
    {
        using var loggers = new ListLoggerFactory();
        using var api = new MockApi(MockApi.Json(ResponseBody));
        using var client = api.Client();
        using var generator = client.AsIImageGenerator("gpt-image-2").AsBuilder().UseLogging(loggers).Build();

        await generator.GenerateAsync(
            new ImageGenerationRequest(Generation.Prompt),
            new ImageGenerationOptions { Count = 1, AdditionalProperties = new() { ["quality"] = "high" } });

        var log = string.Join('\n', loggers.Entries);
        log.Should().Contain("\"quality\": \"high\"").And.Contain("https://api.openai.com/v1/");
        log.Should().NotContain(MockApi.Key);
        api.Request.ShouldCarry("""{"prompt":"A cute baby sea otter","model":"gpt-image-2","n":1,"quality":"high"}""");
    }

    [Test]
    public async Task ConfigureOptions_sets_what_is_sent()
    {
        using var api = new MockApi(MockApi.Json(ResponseBody));
        using var client = api.Client();
        using var generator = client.AsIImageGenerator().AsBuilder()
            .ConfigureOptions(options =>
            {
                options.ModelId ??= "gpt-image-2";
                options.MediaType ??= "image/webp";
                (options.AdditionalProperties ??= [])["quality"] = "low";
            })
            .Build();

        await generator.GenerateAsync(
            new ImageGenerationRequest(Generation.Prompt), new ImageGenerationOptions { MediaType = "image/png" });

        api.Request.ShouldCarry(
            """{"prompt":"A cute baby sea otter","model":"gpt-image-2","output_format":"png","quality":"low"}""");
    }

    [Test]
    public void GetService_finds_the_client_through_the_pipeline()
    {
        using var loggers = new ListLoggerFactory();
        using var client = new ImagesClient(MockApi.Key);
        using var generator = client.AsIImageGenerator().AsBuilder()
            .UseOpenTelemetry().UseLogging(loggers).ConfigureOptions(_ => { }).Build();

        generator.GetService<IImagesClient>().Should().BeSameAs(client);
    }

    private static ActivityListener ListenTo(string source, List<Activity> activities)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = it => it.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener ListenTo(string source, Dictionary<object, int> tokens)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Meter.Name == source) it.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) =>
            tokens[tags.ToArray().Single(tag => tag.Key == "gen_ai.token.type").Value!] = value);
        listener.Start();
        return listener;
    }
}
