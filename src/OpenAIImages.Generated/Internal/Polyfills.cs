#if !NET
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// What the compiler and our code want of newer frameworks, for netstandard2.0: the same source serves all.
namespace System.Runtime.CompilerServices
{
    internal static class IsExternalInit;

    [AttributeUsage(AttributeTargets.Parameter)]
    internal sealed class CallerArgumentExpressionAttribute(string parameterName) : Attribute
    {
        public string ParameterName { get; } = parameterName;
    }
}

namespace OpenAIImages.Generated.Internal
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

        extension(Stream stream)
        {
            public Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
            {
                var array = ArrayOf(buffer);
                return stream.ReadAsync(array.Array!, array.Offset, array.Count, cancellationToken);
            }

            public Task WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
            {
                var array = ArrayOf(buffer);
                return stream.WriteAsync(array.Array!, array.Offset, array.Count, cancellationToken);
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
