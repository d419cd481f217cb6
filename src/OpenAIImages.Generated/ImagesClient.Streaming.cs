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
            ? MeasureAsync(request, cancellationToken)
            : StreamAsync(request, cancellationToken);
    }

    private async IAsyncEnumerable<ImageGenStreamEvent> MeasureAsync(
        CreateImageRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = CallTelemetry.Start(_options, request, isStream: true);
        var events = StreamAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var closing = events.ConfigureAwait(false);
        while (await MoveNextAsync(events, call).ConfigureAwait(false))
        {
            call?.Record(events.Current);
            yield return events.Current;
        }
    }

    private static async ValueTask<bool> MoveNextAsync(
        IAsyncEnumerator<ImageGenStreamEvent> events, CallTelemetry? call)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (call is not null)
        {
            call.Record(failure);
            throw;
        }
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
