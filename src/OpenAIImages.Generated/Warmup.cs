namespace OpenAIImages.Generated;

/// <summary>
/// Has Newtonsoft.Json, and the code that is generated for it, loaded and compiled beside the making of the first client: it is
/// about a fifth of what the first call of a process takes by itself.
/// </summary>
internal static class Warmup
{
    private static int _isStarted;

    /// <summary>Starts it in the background; once in a process.</summary>
    public static void Start()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) == 0) ThreadPool.UnsafeQueueUserWorkItem(static _ => Run(), null);
    }

    private static void Run()
    {
        try
        {
            new CreateImageRequest { Prompt = string.Empty }.ToUtf8Json();
            using var answer = DocumentReader.Read("""{"created":0,"data":[{}]}"""u8, ImagesClient.AnswerPath);
            answer.ReadInto(new ImagesResponse());
        }
        catch (Exception)
        {
            // Such as an assembly that is missing: the call will meet it, and tell its caller.
        }
    }
}
