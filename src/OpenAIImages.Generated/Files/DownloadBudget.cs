using OpenAIImages.Generated.Http;

namespace OpenAIImages.Generated.Files;

/// <summary>The time and the bytes that all downloads of one call share.</summary>
internal sealed class DownloadBudget(ImagesClientOptions options) : IDisposable
{
    private readonly AttemptTimeout _timeout = new(options.Timeout, options.TimeProvider);

    /// <summary>Gets or sets how many bytes may still be downloaded.</summary>
    public long Bytes { get; set; } = options.MaxResponseBytes;

    /// <summary>Runs a download within the time that is left.</summary>
    public async Task RunAsync(Func<CancellationToken, Task> download, CancellationToken cancellationToken)
    {
        try
        {
            using (_timeout.Link(cancellationToken))
            {
                await download(_timeout.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException failure) when (_timeout.Explain(failure, cancellationToken) is not null)
        {
            throw _timeout.Explain(failure, cancellationToken)!;
        }
    }

    public void Dispose() => _timeout.Dispose();
}
