using System.Net;

namespace OpenAIImages.Batch.Transfer;

/// <summary>
/// Returns responses that the Batch API has stored, so that the client reads and saves them like any other response.
/// </summary>
internal sealed class ReplayHandler : HttpMessageHandler
{
    private OutputLine? _line;
    private Stream _body = Stream.Null;

    /// <summary>Sets the response to the next request.</summary>
    public void Set(OutputLine line, Stream body) => (_line, _body) = (line, body);

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = new HttpResponseMessage((HttpStatusCode)_line!.Status)
        {
            Content = new StreamContent(_body),
            RequestMessage = request,
        };
        response.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        if (_line.RequestId is { } id) response.Headers.TryAddWithoutValidation("x-request-id", id);
        return Task.FromResult(response);
    }
}
