using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OpenAIImages.Emulator;
using OpenAIImages.Generated;
using OpenTelemetry;
using OpenTelemetry.Trace;

const string Source = "Experimental.Microsoft.Extensions.AI";
var activities = new List<Activity>();
using var tracing = Sdk.CreateTracerProviderBuilder().AddSource(Source).AddInMemoryExporter(activities).Build();

await using var emulator = await ImagesEmulator.StartAsync();
using var client = new ImagesClient(new ImagesClientOptions { ApiKey = "any", Endpoint = emulator.Endpoint });
var services = new ServiceCollection();
services.AddSingleton<IImagesClient>(client);
services.AddLogging();
services.AddImageGenerator("gpt-image-2").UseOpenTelemetry().UseLogging()
    .ConfigureOptions(options => (options.AdditionalProperties ??= [])["quality"] = ImageQuality.Low);
await using var provider = services.BuildServiceProvider();

var generator = provider.GetRequiredService<IImageGenerator>();
var response = await generator.GenerateImagesAsync(
    "A cute baby sea otter", new ImageGenerationOptions { ImageSize = new(1536, 1024) });

tracing.ForceFlush();
var image = response.Contents.OfType<DataContent>().Single();
var activity = activities.Single();
Console.WriteLine($"{image.MediaType}, {image.Data.Length} bytes, {response.Usage?.TotalTokenCount} tokens");
Console.WriteLine($"{activity.DisplayName}: {string.Join(", ", activity.TagObjects)}");
Require(image.MediaType == "image/png");
Require(image.AdditionalProperties?["x-request-id"] is string);
Require(activity.DisplayName == "generate_content gpt-image-2");
Require(Equals(activity.GetTagItem("gen_ai.usage.output_tokens"), (int?)response.Usage?.OutputTokenCount));

static void Require(bool condition)
{
    if (!condition) throw new InvalidOperationException("The pipeline did not do what it should.");
}
