namespace OpenAIImages.Batch.Transfer;

/// <summary>Keeps two lines about the same item from being imported at the same time.</summary>
internal sealed class ItemLocks
{
    // Items that share one wait for each other, which costs time only.
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, 251).Select(_ => new SemaphoreSlim(1))];

    public async Task<T> RunAsync<T>(int item, Func<Task<T>> run, CancellationToken cancellationToken)
    {
        var gate = _locks[item % _locks.Length];
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await run().ConfigureAwait(false);
        }
        finally
        {
            gate.Release();
        }
    }
}
