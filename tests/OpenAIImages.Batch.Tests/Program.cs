namespace OpenAIImages.Batch.Tests;

/// <summary>The tests as a program.</summary>
internal static class Program
{
    public static int Main()
    {
        return 0;
    }
}
