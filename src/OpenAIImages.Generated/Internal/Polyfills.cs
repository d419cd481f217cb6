#if !NET
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Members of newer frameworks, for .NET Standard 2.0, so that the same source compiles for all frameworks. They are in
// the parent namespace of all packages, so that no file needs a using directive that is unnecessary on newer
// frameworks.
namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit;

    [AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class CallerArgumentExpressionAttribute(string parameterName) : Attribute
    {
        public string ParameterName { get; } = parameterName;
    }
}

namespace OpenAIImages
{
    internal static class Polyfills
    {
        extension(ArgumentNullException)
        {
            public static void ThrowIfNull(
                [System.Diagnostics.CodeAnalysis.NotNull] object? argument,
                [CallerArgumentExpression(nameof(argument))] string? name = null)
            {
                if (argument is null) throw new ArgumentNullException(name);
            }
        }

        extension(Convert)
        {
            public static string ToHexString(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", "");
        }

        extension(HttpContent content)
        {
            public Task<Stream> ReadAsStreamAsync(CancellationToken cancellationToken)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return content.ReadAsStreamAsync();
            }
        }

        extension(Stream stream)
        {
            public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
            {
                var array = ArrayOf(buffer);
                return new(stream.ReadAsync(array.Array!, array.Offset, array.Count, cancellationToken));
            }

            public Task WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
            {
                var array = ArrayOf(buffer);
                return stream.WriteAsync(array.Array!, array.Offset, array.Count, cancellationToken);
            }

            public Task DisposeAsync()
            {
                stream.Dispose();
                return Task.CompletedTask;
            }
        }

        private static ArraySegment<byte> ArrayOf(ReadOnlyMemory<byte> memory) =>
            MemoryMarshal.TryGetArray(memory, out var array) ? array : new ArraySegment<byte>(memory.ToArray());
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    [AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class NotNullAttribute : Attribute;
}
#endif
