namespace OpenAIImages.Generated.Http;

/// <summary>The address of an image that the client does not fetch. The message does not contain it.</summary>
internal sealed class AddressRefusedException(string message) : HttpRequestException(message);
