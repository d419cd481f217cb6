#if !NET
namespace OpenAIImages.Batch;

/// <summary>Further members of newer frameworks, for .NET Standard 2.0, beside those of the client.</summary>
internal static class BatchPolyfills
{
    extension(ObjectDisposedException)
    {
        public static void ThrowIf(bool condition, object instance)
        {
            if (condition) throw new ObjectDisposedException(instance.GetType().FullName);
        }
    }

    extension(string text)
    {
        public bool Contains(char character) => text.IndexOf(character) >= 0;
    }
}
#endif
