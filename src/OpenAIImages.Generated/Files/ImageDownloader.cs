using OpenAIImages.Generated.Http;
using OpenAIImages.Generated.Responses;

namespace OpenAIImages.Generated.Files;

/// <summary>Downloads images from addresses that a server chose, without the key.</summary>
internal sealed class ImageDownloader : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly ImagesClientOptions _options;
    private readonly Lazy<DownloadPolicy> _policy;
    private readonly Lazy<MessageSender> _sender;

    public ImageDownloader(ImagesClientOptions options, HttpClient? httpClient)
    {
        _options = options;
        _policy = new Lazy<DownloadPolicy>(() => new DownloadPolicy(options));
        _sender = new Lazy<MessageSender>(() => new MessageSender(
            httpClient ?? HttpClients.CreateForDownloads(options, _policy.Value), httpClient is null, options));
    }

    /// <summary>Copies an image to a stream, from its bytes or from its URL.</summary>
    public Task CopyAsync(
        Image image, Stream destination, DownloadBudget budget, CancellationToken cancellationToken) =>
        image.Bytes is { } bytes
            ? destination.WriteAsync(bytes, 0, bytes.Length, cancellationToken)
            : budget.RunAsync(
                token => DownloadAsync(GetAddress(image.Url!), destination, budget, token), cancellationToken);

    public void Dispose()
    {
        if (_sender.IsValueCreated) _sender.Value.Dispose();
    }

    // A relative URL may have a host that is not valid: "//[".
    private Uri GetAddress(Uri url) =>
        Uri.TryCreate(_options.GetAddress(string.Empty), url, out var address)
            ? address
            : throw new ApiException("The image was not downloaded: its URL is not valid.", statusCode: 0);

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
        if (ResponseKindDetector.Detect(buffer.AsSpan(0, length), response) != ResponseKind.Picture)
        {
            throw ApiExceptionFactory.Create(response, "The content at the URL is not an image.", text: null);
        }

        while (length > 0)
        {
            budget.Bytes -= length;
            await destination.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
            length = await body.ReadAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }
}
