using Newtonsoft.Json;
using OpenAIImages.Generated.Requests;

namespace OpenAIImages.Generated;

public partial class CreateImageRequest
{
    /// <summary>Checks the request against the rules of its model, as the client does before it sends it.</summary>
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

    /// <summary>Reads a request from JSON, as <see cref="JsonModel.ToJson"/> writes it. It is not validated.</summary>
    /// <param name="json">An object. <see cref="JsonModel.AdditionalProperties"/> gets what does not fit.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static CreateImageRequest FromJson(string json) => FromJson<CreateImageRequest>(json);

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
