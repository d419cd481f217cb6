using OpenAIImages.Generated.Http;
using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated.Files;

/// <summary>
/// Shared by all downloads of one call: the time, the bytes, and the secrets that no message may contain.
/// </summary>
internal sealed class DownloadBudget(ImagesClientOptions options, SecretRedactor secrets) : IDisposable
{
    private readonly AttemptTimeout _timeout = new(options.Timeout, options.TimeProvider);

    public SecretRedactor Secrets => secrets;

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
