namespace OpenAIImages.Generated.Http;

/// <summary>Refuses a second layer of compression, which would remain after the connections' decompression.</summary>
internal sealed class SingleCompressionHandler : DelegatingHandler
{
    // No encoding has this name: the body's reader reports that it is not supported.
    private const string Refused = "more-than-one-layer";

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // Connections that undid a layer removed its length, and its name from the list.
        if (response.Content?.Headers is { ContentLength: null } headers
            && headers.TryGetValues("Content-Encoding", out var encodings)
            && encodings.Any(IsCompression))
        {
            headers.TryAddWithoutValidation("Content-Encoding", Refused);
        }

        return response;
    }

    private static bool IsCompression(string encoding) =>
        !string.IsNullOrWhiteSpace(encoding) && !encoding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase);
}
