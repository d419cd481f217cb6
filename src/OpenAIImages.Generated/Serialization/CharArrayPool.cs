using System.Buffers;
using Newtonsoft.Json;

namespace OpenAIImages.Generated.Serialization;

/// <summary>The shared pool for the buffers of Newtonsoft.Json's writers.</summary>
internal sealed class CharArrayPool : IArrayPool<char>
{
    public static readonly CharArrayPool Instance = new();

    public char[] Rent(int minimumLength) => ArrayPool<char>.Shared.Rent(minimumLength);

    public void Return(char[]? array)
    {
        if (array is not null) ArrayPool<char>.Shared.Return(array);
    }
}
