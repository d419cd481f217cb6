namespace OpenAIImages.Generated.Internal;

/// <summary>Runs clean-up code that must not hide the exception that is already on its way to the caller.</summary>
internal static class BestEffort
{
    /// <summary>Runs the action and ignores its I/O errors.</summary>
    public static void Run(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
        }
    }
}
