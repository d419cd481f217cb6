namespace OpenAIImages.Batch.Running;

/// <summary>Creates journal entries from results.</summary>
internal static class JournalEntries
{
    public static ImageBatchEntry Create(
        ImageBatchEvent kind, ImageBatchResult result, string hash, DateTimeOffset time, ItemFiles files) =>
        new(kind, result.Id, hash, result.Line, time)
        {
            MayRepeatCharge = kind == ImageBatchEvent.Sent && result.MayRepeatCharge,
            MayBeCharged = result.MayBeCharged,
            Paths = [.. result.Paths.Select(files.GetRelative)],
            RequestId = result.RequestId,
            Usage = result.Response?.Usage,
            Duration = result.Duration,
            Code = result.Code,
            Message = result.Message,
        };
}
