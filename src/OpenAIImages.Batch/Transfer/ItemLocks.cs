namespace OpenAIImages.Batch.Transfer;

/// <summary>Prevents two lines for one item from being imported at the same time.</summary>
internal sealed class ItemLocks
{
    // Items that share a lock wait for each other, which only costs time.
    private const int Count = 251;

    private readonly SemaphoreSlim[] _locks =
        [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(initialCount: 1))];

    /// <summary>
    /// Waits until no line for an item is being imported. Other lines wait until the result is disposed.
    /// </summary>
    public async Task<IDisposable> LockAsync(int item, CancellationToken cancellationToken)
    {
        var taken = _locks[item % Count];
        await taken.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Releaser(taken);
    }

    private sealed class Releaser(SemaphoreSlim taken) : IDisposable
    {
        public void Dispose() => taken.Release();
    }
}
