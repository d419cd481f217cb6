using System.Diagnostics;
using System.Security.Cryptography;

namespace OpenAIImages.Emulator.Tests;

/// <summary>A thousand calls at once, one in five of them with a fault.</summary>
public class SoakTests
{
    private const int Calls = 1000;
    private const int Prompts = 20;

    private static readonly Fate[] Faults = [.. Enum.GetValues<Fate>().Except([Fate.Success])];

    [Test]
    public async Task Every_call_ends_as_documented_and_every_image_arrives_whole()
    {
        var faulty = new FaultyEmulator();
        await using var plain = await EmulatorClient.StartAsync();
        await using var emulator = await ImagesEmulator.StartAsync(
            new ImagesEmulatorOptions { Intercept = faulty.RespondAsync });
        using var http = new HttpClient(new RetryHandler(new SocketsHttpHandler()))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var expected = new Dictionary<(int Prompt, CallForm Form), string>();
        foreach (var form in Enum.GetValues<CallForm>())
        {
            for (var prompt = 0; prompt < Prompts; prompt++)
            {
                var response = await plain.CreateAsync(Request(prompt, form).ToJson());
                expected[(prompt, form)] = Hash((byte[])response["data"]![0]!["b64_json"]!);
            }
        }

        var clock = Stopwatch.StartNew();
        var calls = await Task.WhenAll(Enumerable.Range(0, Calls).Select(call => CallAsync(call, emulator, http)));
        var seconds = clock.Elapsed.TotalSeconds;

        var images = calls.Where(call => call.Outcome == Outcome.Images).ToList();
        TestContext.Out.WriteLine(
            $"{Calls} concurrent calls in {seconds:0.0} s, {Calls / seconds:0} a second: "
            + $"{faulty.Attempts.Values.Sum()} attempts, "
            + $"{images.Count} images of {images.Sum(call => call.Length) / 1024 / 1024.0:0.0} MiB whole; "
            + string.Join(", ", calls.CountBy(it => (it.Fate, it.Outcome)).Select(it => $"{it.Key}: {it.Value}")));
        foreach (var call in calls)
        {
            call.Outcome.Should().Be(ExpectedOutcome(call.Fate), "that is documented for {0}", call.Fate);
            faulty.Attempts[$"{call.Number}"].Should().Be(ExpectedAttempts(call.Fate));
            call.Hash.Should().Be(
                call.Outcome == Outcome.Images ? expected[(call.Number % Prompts, FormOf(call.Number))] : null);
        }
    }

    private static Outcome ExpectedOutcome(Fate fate) =>
        fate is Fate.Success or Fate.BusyAtFirst or Fate.BrokenAtFirst ? Outcome.Images : Outcome.Api;

    private static int ExpectedAttempts(Fate fate) => fate switch
    {
        Fate.BusyAtFirst or Fate.BrokenAtFirst => 2,
        Fate.Busy => 3,
        _ => 1,
    };

    private static CallForm FormOf(int call) => (CallForm)(call / 5 % 3);

    /// <summary>Only GPT models stream, but the images of DALL·E are smaller.</summary>
    private static CreateImageRequest Request(int call, CallForm form)
    {
        var prompt = $"Prompt {call % Prompts}";
        return form == CallForm.Events
            ? new CreateImageRequest { Prompt = prompt, Model = ImageModel.GptImage2, Size = "1024x640" }
            : new CreateImageRequest
            {
                Prompt = prompt,
                Model = ImageModel.DallE2,
                Size = ImageSize.W256xH256,
                ResponseFormat = ImageResponseFormat.Bytes,
            };
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    private static async Task<Result> CallAsync(int number, ImagesEmulator emulator, HttpClient http)
    {
        var fate = number % 5 == 0 ? Faults[number / 5 % Faults.Length] : Fate.Success;
        var options = FaultClient.Options(FaultyEmulator.EndpointFor(emulator, number, fate), TimeProvider.System);
        using var client = new ImagesClient(options, http);
        byte[] image = [];
        var outcome = await FaultClient.OutcomeAsync(
            async () => image = await ReceiveAsync(client, Request(number, FormOf(number)), FormOf(number)));
        return new Result(number, fate, outcome, outcome == Outcome.Images ? Hash(image) : null, image.Length);
    }

    private static async Task<byte[]> ReceiveAsync(ImagesClient client, CreateImageRequest request, CallForm form)
    {
        switch (form)
        {
            case CallForm.Buffered:
                return (await client.CreateImageAsync(request)).Data.Single().Bytes!;
            case CallForm.Direct:
                using (var image = new MemoryStream())
                {
                    await client.CreateImageAsync(request, _ => image);
                    return image.ToArray();
                }

            default:
                var events = await client.CreateImageStreamAsync(request).ToListAsync();
                return events.OfType<ImageGenCompletedEvent>().Single().Bytes!;
        }
    }

    private sealed record Result(int Number, Fate Fate, Outcome Outcome, string? Hash, int Length);
}
