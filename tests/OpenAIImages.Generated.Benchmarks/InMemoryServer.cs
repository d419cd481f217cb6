using System.Net;
using System.Net.Http.Headers;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>Responds to each request from memory, as a server over TLS does: record by record.</summary>
internal sealed class InMemoryServer(CannedResponse canned) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await request.Content!.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        var content = new StreamContent(new RecordStream(canned.Body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (canned.HasLength) content.Headers.ContentLength = canned.Body.Length;
        var response = new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = content };
        response.Headers.TryAddWithoutValidation("x-request-id", "req_0123456789abcdef");
        response.Headers.TryAddWithoutValidation("openai-processing-ms", "12345");
        response.Headers.TryAddWithoutValidation("openai-version", "2020-10-01");
        return response;
    }

    /// <summary>Returns at most one TLS record for each read, however large the buffer of the reader is.</summary>
    private sealed class RecordStream(ReadOnlyMemory<byte> body) : Stream
    {
        private const int RecordSize = 16 * 1024;

        private ReadOnlyMemory<byte> _rest = body;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(Math.Min(buffer.Length, RecordSize), _rest.Length);
            _rest.Span[..count].CopyTo(buffer);
            _rest = _rest[count..];
            return count;
        }

        public override Task<int> ReadAsync(
            byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer.AsSpan(offset, count)));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
