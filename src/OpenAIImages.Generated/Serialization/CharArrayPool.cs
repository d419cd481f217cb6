using System.Buffers;
using Newtonsoft.Json;

namespace OpenAIImages.Generated.Serialization;

/// <summary>
/// The shared pool as the type that Newtonsoft.Json requires. Without a pool, each reader allocates 2 KiB.
/// </summary>
internal sealed class CharArrayPool : IArrayPool<char>
{
    public static readonly CharArrayPool Instance = new();

    public char[] Rent(int minimumLength) => ArrayPool<char>.Shared.Rent(minimumLength);

    public void Return(char[]? array)
    {
        if (array is not null) ArrayPool<char>.Shared.Return(array);
    }
}
