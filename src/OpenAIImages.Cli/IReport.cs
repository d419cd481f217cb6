using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>What the program says while it works and when it is done, for people or for programs.</summary>
internal interface IReport
{
    /// <summary>Shows that something takes its time, while it does.</summary>
    Task<T> WhileAsync<T>(string activity, Func<Task<T>> work);

    /// <summary>The request is sent again after a delay.</summary>
    void Retrying(RetryNotice retry);

    /// <summary>A preview was written.</summary>
    void PreviewSaved(string path);

    /// <summary>An image was written.</summary>
    void ImageSaved(string path);

    /// <summary>All images are there.</summary>
    void Done(GenerationResult result);

    /// <summary>The request breaks rules of its model.</summary>
    void Invalid(IReadOnlyList<ImageRequestViolation> violations);

    /// <summary>Something else went wrong.</summary>
    void Failed(Exception failure);
}

/// <summary>What came of a call, besides its files.</summary>
/// <param name="RequestId">The server's id of the request, if it is known.</param>
/// <param name="Usage">The tokens, if the server sent them.</param>
/// <param name="RevisedPrompts">The prompts that were really used, if the model rewrote them.</param>
internal sealed record GenerationResult(string? RequestId, ImageUsage? Usage, IReadOnlyList<string> RevisedPrompts);
