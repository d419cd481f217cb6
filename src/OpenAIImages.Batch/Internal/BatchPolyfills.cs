#if !NET
namespace OpenAIImages.Batch;

/// <summary>Members of newer frameworks that only this package needs, for .NET Standard 2.0.</summary>
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
