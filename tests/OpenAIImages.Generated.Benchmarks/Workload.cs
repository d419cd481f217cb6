namespace OpenAIImages.Generated.Benchmarks;

/// <summary>The requests of both clients, and what is done with a response.</summary>
internal static class Workload
{
    public const string ApiKey = "sk-not-a-key";
    public const string Model = "dall-e-2";
    public const string Prompt = "A cute baby sea otter, floating on its back among the kelp.";

    /// <summary>Touches an image, so that it must be there.</summary>
    public static long Touch(ReadOnlySpan<byte> image) => image.Length + (image[0] ^ image[^1]);

    /// <summary>A stream that counts the bytes of images and discards them.</summary>
    public static Stream Sink() => new CountingStream();

    private sealed class CountingStream : Stream
    {
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => _length += count;

        public override void Write(ReadOnlySpan<byte> buffer) => _length += buffer.Length;

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            _length += count;
            return Task.CompletedTask;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
