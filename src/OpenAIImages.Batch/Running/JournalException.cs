namespace OpenAIImages.Batch.Running;

/// <summary>The journal cannot be written: nothing may be sent any more.</summary>
internal sealed class JournalException(Exception cause) : Exception(cause.Message, cause);
