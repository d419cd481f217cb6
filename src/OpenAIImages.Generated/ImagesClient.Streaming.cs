using System.Runtime.CompilerServices;
using OpenAIImages.Generated.Diagnostics;
using OpenAIImages.Generated.Responses;

namespace OpenAIImages.Generated;

public partial class ImagesClient
{
    /// <inheritdoc/>
    public virtual IAsyncEnumerable<ImageGenStreamEvent> CreateImageStreamAsync(
        CreateImageRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request = request.ForStream();
        return Telemetry.IsEnabled
            ? CallTelemetry.MeasureAsync(StreamAsync(request, cancellationToken), _options, request, cancellationToken)
            : StreamAsync(request, cancellationToken);
    }

    private async IAsyncEnumerable<ImageGenStreamEvent> StreamAsync(
        CreateImageRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            CreateImageAddress, request, AcceptEvents, cancellationToken).ConfigureAwait(false);
        var reader = new ResponseReader(response, _options.MaxResponseBytes);
        await foreach (var item in reader.ReadEventsAsync(cancellationToken).ConfigureAwait(false)) yield return item;
    }
}
