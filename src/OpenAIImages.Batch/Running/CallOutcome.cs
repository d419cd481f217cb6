namespace OpenAIImages.Batch.Running;

/// <summary>How a call ended.</summary>
/// <param name="Result">The result of the item, if this was its last call; null if it is still to be sent.</param>
/// <param name="Failure">Why it failed; null if it did not, or was canceled.</param>
/// <param name="Sent">When the request was sent.</param>
internal readonly record struct CallOutcome(ImageBatchResult? Result, CallFailure? Failure, DateTimeOffset Sent);
