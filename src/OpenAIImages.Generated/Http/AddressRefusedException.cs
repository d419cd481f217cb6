namespace OpenAIImages.Generated.Http;

/// <summary>The address of an image that the client does not fetch.</summary>
/// <param name="message">The reason, in a sentence, without the address.</param>
internal sealed class AddressRefusedException(string message) : HttpRequestException(message);
