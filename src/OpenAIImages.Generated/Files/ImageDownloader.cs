using OpenAIImages.Generated.Http;
using OpenAIImages.Generated.Responses;
using OpenAIImages.Generated.Security;

namespace OpenAIImages.Generated.Files;

/// <summary>Downloads images from addresses that a server chose, without the key.</summary>
internal sealed class ImageDownloader : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly ImagesClientOptions _options;
    private readonly Lazy<DownloadPolicy> _policy;
    private readonly Lazy<RequestSender> _sender;

    public ImageDownloader(ImagesClientOptions options, HttpClient? httpClient)
    {
        _options = options;
        _policy = new Lazy<DownloadPolicy>(() => new DownloadPolicy(options));
        _sender = new Lazy<RequestSender>(() => new RequestSender(
            httpClient ?? HttpClients.CreateForDownloads(options, _policy.Value), httpClient is null, options));
    }

    /// <summary>Copies an image to a stream, from its bytes or from its URL.</summary>
    public async Task CopyAsync(
        Image image, Stream destination, SecretRedactor secrets, CancellationToken cancellationToken)
    {
        using var budget = new DownloadBudget(_options, secrets);
        await CopyAsync(image, destination, budget, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies the first image of a response to a stream, and removes its bytes from the response.</summary>
    public async Task CopyFirstAsync(ImagesResponse images, Stream destination, CancellationToken cancellationToken)
    {
        var image = images.Data.First(item => item.HasSource);
        try
        {
            await CopyAsync(image, destination, images.Metadata.Secrets, cancellationToken).ConfigureAwait(false);
            image.Bytes = null;
        }
        catch (Exception failure) when (SavingFailures.IsOfOneImage(failure, cancellationToken))
        {
            var failures = new SavingFailures();
            failures.Add(images.Data.IndexOf(image), failure);
            throw failures.ToException(images);
        }
    }

    /// <summary>Saves the images that have no file yet; one that fails does not keep the others from it.</summary>
    public async Task<SavingFailures> SaveAsync(
        ImagesResponse images, ImageFileSet files, int maxImages, CancellationToken cancellationToken)
    {
        var failures = new SavingFailures();
        using var budget = new DownloadBudget(_options, images.Metadata.Secrets);
        for (var i = 0; i < Math.Min(images.Data.Count, maxImages); i++)
        {
            if (files.IsComplete(i)) continue;
            try
            {
                if (!images.Data[i].HasSource) throw SavingFailures.NoSource(images);
                var file = files.Open(i);
                await CopyAsync(images.Data[i], file.Stream, budget, cancellationToken).ConfigureAwait(false);
                await file.CompleteAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (SavingFailures.IsOfOneImage(failure, cancellationToken))
            {
                failures.Add(i, failure);
            }
        }

        return failures;
    }

    public void Dispose()
    {
        if (_sender.IsValueCreated) _sender.Value.Dispose();
    }

    private Task CopyAsync(
        Image image, Stream destination, DownloadBudget budget, CancellationToken cancellationToken) =>
        image.Bytes is { } bytes
            ? destination.WriteAsync(bytes, 0, bytes.Length, cancellationToken)
            : budget.RunAsync(
                token => DownloadAsync(GetAddress(image.Url!), destination, budget, token), cancellationToken);

    private Uri GetAddress(Uri url) =>
        url.IsAbsoluteUri ? url : new Uri(_options.GetAddress(string.Empty), url);

    private async Task DownloadAsync(
        Uri address, Stream destination, DownloadBudget budget, CancellationToken cancellationToken)
    {
        using var request = new ApiRequestMessage(HttpMethod.Get, address) { Secrets = budget.Secrets };
        using var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
        using var body = new ResponseBodyStream(response, Math.Max(budget.Bytes, 1));
        if (!response.IsSuccessStatusCode)
        {
            var text = await body.ReadTextAsync(cancellationToken).ConfigureAwait(false);
            throw ApiExceptionFactory.Create(
                response, "The image could not be downloaded; its URL is valid for 60 minutes.", text);
        }

        try
        {
            await CopyAsync(response, body, destination, budget, cancellationToken).ConfigureAwait(false);
        }
        catch (ResponseFormatException failure)
        {
            throw ApiExceptionFactory.Create(response, failure.Message, text: null, failure.InnerException);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(ApiRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            _policy.Value.Check(request.RequestUri!);
            return await _sender.Value.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failure) when (
            (failure as AddressRefusedException ?? failure.InnerException) is AddressRefusedException refused)
        {
            throw new ApiException("The image was not downloaded: " + refused.Message, statusCode: 0);
        }
    }

    private static async Task CopyAsync(
        HttpResponseMessage response,
        ResponseBodyStream body,
        Stream destination,
        DownloadBudget budget,
        CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        var length = await body.FillAsync(
            buffer, ImageFormat.MaxSignatureLength, cancellationToken).ConfigureAwait(false);
        if (ImageFormat.Detect(buffer.AsSpan(0, length)) is null)
        {
            throw ApiExceptionFactory.Create(response, "The URL gave something that is not an image.", text: null);
        }

        while (length > 0)
        {
            budget.Bytes -= length;
            await destination.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            length = await body.ReadAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }
}
