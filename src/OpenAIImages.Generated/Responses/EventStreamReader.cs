using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using OpenAIImages.Generated.Responses.Extraction;

namespace OpenAIImages.Generated.Responses;

/// <summary>Reads a response that is a stream of server-sent events.</summary>
internal sealed class EventStreamReader(ResponseBodyStream body)
{
    private readonly EventReader _event = new();

    /// <summary>Reads events up to the end of the stream, or up to the event that marks its end.</summary>
    public async IAsyncEnumerable<ImageGenStreamEvent> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        body.StartRecording();
        var parser = SseParser.Create(body, _event.Read);
        var frames = parser.EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var closing = frames.ConfigureAwait(false);
        ImageGenCompletedEvent? pending = null;
        ExceptionDispatchInfo? failure = null;
        var images = 0;
        while (failure is null && !_event.IsEnd)
        {
            try
            {
                if (!await frames.MoveNextAsync().ConfigureAwait(false)) break;
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(Explain(exception));
                break;
            }

            foreach (var item in frames.Current.Data)
            {
                if (item is not ImageGenCompletedEvent completed)
                {
                    yield return item;
                    continue;
                }

                if (++images > ResponsePosition.MaxImages) throw TooManyImages();
                if (pending is not null) yield return pending;
                pending = _event.MayUsageFollow ? completed : null;
                if (pending is null) yield return completed;
            }

            if (_event.TakeUsage() is { } usage && pending is not null) pending.Usage ??= usage;
        }

        if (pending is not null) yield return pending;
        failure?.Throw();
        if (_event.Failure is not null) throw _event.Failure;
        if (images == 0) throw NoImage();
    }

    private static Exception Explain(Exception failure) =>
        failure is InvalidDataException or InvalidOperationException
            ? new ResponseFormatException(ResponseFault.TooLarge, "An event is too large to be read.", failure)
            : failure;

    private static ResponseFormatException TooManyImages() => new(
        ResponseFault.TooLarge, $"The response has more than {ResponsePosition.MaxImages} images.");

    private ResponseFormatException NoImage() => new(ResponseFault.EndedEarly, "The stream ended without an image.")
    {
        Text = body.GetRecording(),
        Error = _event.ItemError,
    };
}
