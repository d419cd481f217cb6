namespace OpenAIImages.Batch.Running;

/// <summary>The journal cannot be written, so nothing more may be sent.</summary>
internal sealed class JournalException(Exception cause) : Exception(cause.Message, cause);
