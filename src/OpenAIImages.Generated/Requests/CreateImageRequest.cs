using Newtonsoft.Json;
using OpenAIImages.Generated.Requests;

namespace OpenAIImages.Generated;

public partial class CreateImageRequest
{
    /// <summary>Checks the request against the rules of its model, as the client does before sending.</summary>
    /// <remarks>
    /// If the model is unknown or not set, only the rules for all models are checked. For GPT image models, values that
    /// may be newer than the spec are accepted.
    /// </remarks>
    /// <exception cref="ImageRequestException">The request violates rules; the exception lists them.</exception>
    public void Validate()
    {
        var violations = RequestValidator.FindViolations(this, Model?.ToString());
        if (violations.Count > 0) throw new ImageRequestException(violations);
    }

    /// <summary>Reads a request from JSON, such as from <see cref="JsonModel.ToJson"/>; it is not validated.</summary>
    /// <param name="json">A JSON object. <c>AdditionalProperties</c> gets values that do not fit.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static CreateImageRequest FromJson(string json) => FromJson<CreateImageRequest>(json);

    /// <summary>Returns a text with the model and the size, but without the prompt, so that it can be logged.</summary>
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
