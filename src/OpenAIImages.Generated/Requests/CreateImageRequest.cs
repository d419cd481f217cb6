namespace OpenAIImages.Generated;

public partial class CreateImageRequest
{
    /// <summary>This request as one for a stream; the caller's own stays as it is.</summary>
    internal CreateImageRequest ForStream()
    {
        var copy = (CreateImageRequest)MemberwiseClone();
        copy.Stream = true;
        return copy;
    }
}
