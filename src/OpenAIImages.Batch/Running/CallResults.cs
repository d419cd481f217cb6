using OpenAIImages.Generated;

namespace OpenAIImages.Batch.Running;

/// <summary>Creates results from what a call returned or threw.</summary>
internal static class CallResults
{
    public static ImageBatchResult Create(
        ImageBatchItem item, SavedImages saved, TimeSpan? duration, bool mayRepeatCharge) =>
        new(ImageBatchStatus.Done, item.Id, item.Line)
        {
            Paths = saved.Paths,
            Response = saved.Response,
            RequestId = saved.Response.Metadata.RequestId,
            Duration = duration,
            MayRepeatCharge = mayRepeatCharge,
        };

    public static ImageBatchResult Create(
        ImageBatchItem item, Exception exception, CallFailure failure, TimeSpan? duration, bool mayRepeatCharge)
    {
        var response = exception as ApiException;
        var status = failure.Kind == FailureKind.Unknown ? ImageBatchStatus.Unknown : ImageBatchStatus.Failed;
        return new ImageBatchResult(status, item.Id, item.Line)
        {
            Paths = response?.SavedPaths ?? [],
            Response = response?.Images,
            RequestId = response?.RequestId,
            Duration = duration,
            Code = failure.Code,
            Message = failure.Message,
            Exception = exception,
            MayBeCharged = failure.MayBeCharged,
            MayRepeatCharge = mayRepeatCharge,
        };
    }
}
