namespace OpenAIImages.Generated;

public partial class ImagesResponse
{
    /// <summary>What the headers of the answer say: request id, processing time, rate limits. Not on the wire.</summary>
    public ResponseMetadata Metadata { get => field ??= new(); set; }
}
