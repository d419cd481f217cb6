namespace OpenAIImages.Emulator.Errors;

/// <summary>What a client sent, as a message repeats it.</summary>
internal static class Quotation
{
    private const int MaxLength = 64;

    public static string Of(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "…";
}
