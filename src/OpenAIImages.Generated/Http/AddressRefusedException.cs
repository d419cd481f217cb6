namespace OpenAIImages.Generated.Http;

/// <summary>
/// The exception for an address that the client does not download from. The message does not contain it.
/// </summary>
internal sealed class AddressRefusedException(string message) : HttpRequestException(message);
