namespace OpenAIImages.Emulator.Errors;

/// <summary>Quotes text from a client in a message.</summary>
internal static class Quotation
{
    private const int MaxLength = 64;

    public static string Of(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
