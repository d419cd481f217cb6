using System.Globalization;

namespace OpenAIImages.Generated;

public partial class ImagesClient
{
    private const int CopyBufferSize = 64 * 1024;

    // More than any model draws at once: a count that is absurd must not become as many looks at the disk.
    private const int MostPathsChecked = 100;

    private static readonly HashSet<string> HeadersForAnyHost = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Accept-Language", "User-Agent",
    };

    /// <inheritdoc/>
    public virtual async Task<SavedImages> SaveImagesAsync(
        CreateImageRequest request, string path, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var count = Math.Max(request.N ?? 1, 1);
        for (var i = 0; i < Math.Min(count, MostPathsChecked); i++)
        {
            AtomicFile.CheckPathAndExtensions(PathOf(i), overwrite);
        }

        // A folder that takes no file shows only when there is one; better before the image is paid for.
        AtomicFile.Begin(PathOf(0)).Dispose();

        var files = new SortedDictionary<int, AtomicFile>();
        try
        {
            var response = await CreateImageAsync(request, Open, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < response.Data.Count; i++)
            {
                if (files.ContainsKey(i)) continue;
                if (!HasSource(response.Data[i])) throw MakeNoImageException(response, i);
                var file = Begin(i);
                await CopyImageAsync(response.Data[i], file.Stream, response.Metadata.Secrets, cancellationToken)
                    .ConfigureAwait(false);
                // What a full disk refuses shows here, while the image does not count as whole yet.
                await file.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
                file.Stream.Dispose();
            }

            // An answer that has its list twice has images that are not in the one that counts.
            var counting = files.Take(response.Data.Count);
            return new SavedImages(response, [.. counting.Select(it => it.Value.Commit(MayOverwrite(it.Key)))]);
        }
        catch
        {
            // Images that are whole were paid for, whatever became of the others.
            foreach (var it in files.Where(it => it.Value.IsWhole)) it.Value.TryCommit(MayOverwrite(it.Key));
            throw;
        }
        finally
        {
            foreach (var file in files.Values) file.Dispose();
        }

        // Images that nobody asked for, which a server may still send, replace nothing.
        bool MayOverwrite(int index) => overwrite && index < count;

        Stream Open(int index) => Begin(index).Stream;

        AtomicFile Begin(int index)
        {
            if (files.TryGetValue(index, out var former)) former.Dispose();
            return files[index] = AtomicFile.Begin(PathOf(index));
        }

        string PathOf(int index) => request.N > 1 || index > 0 ? Numbered(path, index + 1) : path;
    }

    /// <inheritdoc/>
    public virtual Task<string> SaveImageAsync(Image image, string path, CancellationToken cancellationToken = default) =>
        SaveImageAsync(image, path, overwrite: false, cancellationToken);

    /// <inheritdoc/>
    public virtual async Task<string> SaveImageAsync(
        Image image, string path, bool overwrite, CancellationToken cancellationToken = default)
    {
        CheckSource(image);
        AtomicFile.CheckPath(path, overwrite);
        using var file = AtomicFile.Begin(path);
        await CopyImageAsync(image, file.Stream, cancellationToken).ConfigureAwait(false);
        return file.Commit(overwrite);
    }

    /// <inheritdoc/>
    public virtual async Task CopyImageAsync(Image image, Stream destination, CancellationToken cancellationToken = default)
    {
        CheckSource(image);
        ArgumentNullException.ThrowIfNull(destination);
        await CopyImageAsync(image, destination, new SecretRedactor(_options.ApiKey, prompt: null), cancellationToken)
            .ConfigureAwait(false);
    }

    private async Task CopyImageAsync(
        Image image, Stream destination, SecretRedactor secrets, CancellationToken cancellationToken)
    {
        if (image.Bytes is { } bytes)
        {
            await destination.WriteAsync(bytes.AsMemory(), cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await DownloadAsync(image.Url!, destination, secrets, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void CheckSource(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (!HasSource(image))
        {
            throw new ArgumentException("The image has neither bytes nor an http or https URL.", nameof(image));
        }
    }

    private static bool HasSource(Image image) =>
        image.Bytes is not null || UriExtensions.IsHttp(image.Url);

    private static ApiException MakeNoImageException(ImagesResponse response, int index) => MakeException(
        200, response.Metadata, $"data[{index}] has neither base64 nor an http or https URL.", text: null);

    private async Task DownloadAsync(
        Uri address, Stream destination, SecretRedactor secrets, CancellationToken cancellationToken)
    {
        using var message = new ApiRequestMessage(HttpMethod.Get, address) { Secrets = secrets };
        var client = MayDownload(_httpClient) ? _httpClient : _downloadClient.Value;
        using var response = await SendAsync(
            message,
            (attempt, token) => client.SendAsync(attempt, HttpCompletionOption.ResponseHeadersRead, token),
            cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            var text = await ReadTextAsync(response, cancellationToken).ConfigureAwait(false);
            throw MakeException(response, "The image could not be downloaded; its URL is valid for 60 minutes.", text);
        }

        try
        {
            using var body = new ResponseBodyStream(response, _options.MaxResponseBytes);
            await body.CopyToAsync(destination, CopyBufferSize, cancellationToken).ConfigureAwait(false);
        }
        catch (ResponseFormatException fault)
        {
            throw MakeException(response, fault.Message, text: null, fault.InnerException);
        }
    }

    /// <summary>
    /// The caller's HttpClient serves downloads as well, with its proxy and handlers, but not where it would send along what
    /// is meant for the API: HttpClient adds its default headers to each request, and any may be a key.
    /// </summary>
    private bool MayDownload(HttpClient client)
    {
        if (_ownsHttpClient) return false;
#if NET
        return client.DefaultRequestHeaders.NonValidated.All(header => HeadersForAnyHost.Contains(header.Key));
#else
        // To read them is to change them, which threads must not do at once.
        lock (client) return client.DefaultRequestHeaders.All(header => HeadersForAnyHost.Contains(header.Key));
#endif
    }

    private static string Numbered(string path, int number)
    {
        var extension = Path.GetExtension(path);
        var stem = path.Substring(0, path.Length - extension.Length);
        return stem + "-" + number.ToString(CultureInfo.InvariantCulture) + extension;
    }
}
