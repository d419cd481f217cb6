using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary>The output of the program while it works and when it is done, for people or for programs.</summary>
internal interface IReport
{
    /// <summary>Shows an activity while it runs.</summary>
    Task<T> WhileAsync<T>(string activity, Func<Task<T>> work);

    /// <summary>The request is sent again after a delay.</summary>
    void Retrying(RetryNotice retry);

    /// <summary>A preview was written.</summary>
    void PreviewSaved(string path);

    /// <summary>An image was written.</summary>
    void ImageSaved(string path);

    /// <summary>All images were written.</summary>
    void Done(GenerationResult result);

    /// <summary>The request violates rules of its model.</summary>
    void Invalid(IReadOnlyList<ImageRequestViolation> violations);

    /// <summary>Something else went wrong.</summary>
    void Failed(Exception failure);
}

/// <summary>The result of a call, without its files.</summary>
/// <param name="RequestId">The server's id of the request, if it is known.</param>
/// <param name="Usage">The tokens, if the server sent them.</param>
/// <param name="RevisedPrompts">The prompts that were used, if the model rewrote them.</param>
internal sealed record GenerationResult(string? RequestId, ImageUsage? Usage, IReadOnlyList<string> RevisedPrompts);
