using OpenAIImages.Generated.Requests;

namespace OpenAIImages.Generated;

public partial class CreateImageRequest
{
    /// <summary>
    /// Checks the request against the rules of its model, as the spec defines them. The client calls it before it sends
    /// a request, unless <see cref="ImagesClientOptions.ValidateRequests"/> is false.
    /// </summary>
    /// <remarks>
    /// An unknown or omitted model is checked only against what holds for every model. Values that may be newer than
    /// the spec pass for GPT image models.
    /// </remarks>
    /// <exception cref="ImageRequestException">The request breaks rules; the exception lists all of them.</exception>
    public void Validate()
    {
        var violations = RequestValidator.FindViolations(this, Model?.ToString());
        if (violations.Count > 0) throw new ImageRequestException(violations);
    }

    /// <summary>Returns the model and the size, but not the prompt, so that it can be logged.</summary>
    /// <returns>A text such as <c>CreateImageRequest { Model = …, Size = … }</c>.</returns>
    public override string ToString() =>
        $"{nameof(CreateImageRequest)} {{ {nameof(Model)} = {Model}, {nameof(Size)} = {Size} }}";

    /// <summary>Returns a copy of this request that asks for a stream.</summary>
    internal CreateImageRequest ForStream()
    {
        var copy = (CreateImageRequest)MemberwiseClone();
        copy.Stream = true;
        return copy;
    }
}
