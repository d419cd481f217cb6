using System.Globalization;
using OpenAIImages.Emulator;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>A run that is killed again and again, and resumed each time.</summary>
internal static class KillProof
{
    private const int Concurrency = 4;
    private const int Prompts = 20;

    /// <param name="items">How many items the list has.</param>
    /// <param name="kills">How often it is killed.</param>
    /// <param name="seed">The moments.</param>
    public static async Task<string> RunAsync(int items, int kills, int seed = 7)
    {
        using var folder = new ProofFolder();
        folder.WriteList(items, Prompts);
        var killer = new Killer(items, kills, seed);
        await using var emulator = await ImagesEmulator.StartAsync(
            new ImagesEmulatorOptions { Intercept = killer.InterceptAsync });
        var killed = 0;
        while (true)
        {
            using var process = ChildProcess.StartCli(
                "batch", "run", folder.List, "-o", folder.Images, "--endpoint", emulator.Endpoint.ToString(),
                "--retry-unknown", "--concurrency", $"{Concurrency}");
            killer.Victim = process;
            var (exitCode, output) = await process.FinishAsync();
            if (!killer.TakeHit())
            {
                exitCode.Should().Be(0, output);
                break;
            }

            killed++;
        }

        killed.Should().Be(kills);
        await CheckImagesAsync(folder, items, emulator);
        var repeated = CheckJournal(folder, items, emulator);
        repeated.Should().BeLessThanOrEqualTo(Concurrency * kills);
        return $"{items} items, {kills} kills, {emulator.Requests.Count(it => it.Method == "POST")} requests, "
            + $"{repeated} of them may have been charged twice, of {Concurrency * kills} at most; all images whole";
    }

    private static async Task CheckImagesAsync(ProofFolder folder, int items, ImagesEmulator emulator)
    {
        var files = folder.ImageFiles();
        var names = Enumerable.Range(0, items).Select(item => $"{item + 1:D4}-{ProofFolder.Id(item)}.png").ToList();
        files.Select(path => Path.GetFileName(path)).Except(names).Should().BeEmpty();
        files.Should().HaveCount(items);
        using var client = new ImagesClient(new ImagesClientOptions { ApiKey = "any", Endpoint = emulator.Endpoint });
        var expected = new string[Prompts];
        for (var i = 0; i < Prompts; i++)
        {
            var image = await client.CreateImageAsync(new CreateImageRequest
            {
                Model = ImageModel.DallE2,
                Prompt = $"prompt {i}",
                Size = new ImageSize(256, 256),
                ResponseFormat = ImageResponseFormat.Bytes,
            });
            expected[i] = ProofFolder.Hash(image.Data[0].Bytes!);
        }

        foreach (var path in files)
        {
            var item = int.Parse(Path.GetFileNameWithoutExtension(path)[^6..], CultureInfo.InvariantCulture);
            ProofFolder.Hash(await File.ReadAllBytesAsync(path)).Should().Be(expected[item % Prompts], path);
        }
    }

    private static int CheckJournal(ProofFolder folder, int items, ImagesEmulator emulator)
    {
        var journal = folder.Journal.ToList();
        var sent = emulator.Requests.Where(it => it.Method == "POST" && it.ImageRequest?.User is not null)
            .CountBy(it => it.ImageRequest!.User!).ToDictionary();
        var repeated = journal.Where(it => (bool?)it["may_repeat_charge"] == true)
            .CountBy(it => (string)it["id"]!).ToDictionary();
        journal.Count(it => (string?)it["event"] == "done").Should().Be(items);
        foreach (var (id, count) in sent)
        {
            (count - 1).Should().BeLessThanOrEqualTo(repeated.GetValueOrDefault(id), "the journal says so of {0}", id);
        }

        return repeated.Values.Sum();
    }

    /// <summary>Kills the process during one of its requests: before or after the response.</summary>
    private sealed class Killer(int items, int kills, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly Lock _gate = new();
        private readonly Queue<int> _moments = new(CreateMoments(items, kills, seed));
        private int _requests;
        private bool _hasHit;

        public ChildProcess? Victim { get; set; }

        public bool TakeHit()
        {
            lock (_gate)
            {
                var hit = _hasHit;
                _hasHit = false;
                return hit;
            }
        }

        public async Task InterceptAsync(
            Microsoft.AspNetCore.Http.HttpContext context, Microsoft.AspNetCore.Http.RequestDelegate next)
        {
            bool isMoment;
            bool isBefore;
            lock (_gate)
            {
                isMoment = ++_requests >= _moments.FirstOrDefault(int.MaxValue) && !_hasHit;
                isBefore = _random.Next(2) == 0;
                if (isMoment) _moments.Dequeue();
                _hasHit |= isMoment;
            }

            if (isMoment && isBefore) Victim!.Kill();
            await next(context);
            if (isMoment && !isBefore) Victim!.Kill();
        }

        private static IEnumerable<int> CreateMoments(int items, int kills, int seed)
        {
            var random = new Random(seed);
            return Enumerable.Range(0, kills).Select(_ => random.Next(1, items)).Order();
        }
    }
}
