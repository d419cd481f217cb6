using OpenAIImages.Batch.Tests.Proofs;

namespace OpenAIImages.Batch.Tests;

/// <summary>
/// What the package promises, at a tenth of the size. <c>dotnet run -c Release --project
/// tests/OpenAIImages.Batch.Tests</c> proves it in whole.
/// </summary>
[NonParallelizable]
public class ProofTests
{
    [Test]
    public Task A_run_that_is_killed_again_and_again_has_every_image_once() => ShowAsync(KillProof.RunAsync(200, 2));

    [Test]
    public Task A_run_against_a_faulty_server_ends_every_item_within_the_limit() =>
        ShowAsync(FaultProof.RunAsync(1000, limit: 400));

    [Test]
    [Platform("Linux")]
    public Task A_run_of_many_lines_takes_the_memory_of_one_of_few() =>
        ShowAsync(MemoryProof.RunAsync(100, 10_000, maxMegabytes: 10));

    [Test]
    [Retry(3)] // a measurement: another process may get in its way
    public Task A_run_takes_hardly_longer_than_a_loop() => ShowAsync(
        OverheadProof.RunAsync(48, imageBytes: 100_000, TimeSpan.FromMilliseconds(500), maxRatio: 1.1));

    [Test]
    public Task Two_processes_with_one_limiter_in_Redis_stay_within_the_limit() =>
        ShowAsync(RedisProof.RunAsync(itemsEach: 50, limit: 60));

    [Test]
    [Platform("Linux")]
    public Task An_import_takes_constant_memory() =>
        ShowAsync(ImportProof.RunAsync(100_000_000, maxMegabytes: 60));

    private static async Task ShowAsync(Task<string> proof) => await TestContext.Out.WriteLineAsync(await proof);
}
