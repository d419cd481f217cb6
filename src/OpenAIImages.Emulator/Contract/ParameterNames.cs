namespace OpenAIImages.Emulator.Contract;

/// <summary>The parameters that the API treats differently from others of their kind.</summary>
internal static class ParameterNames
{
    public const string Model = "model";

    public const string Prompt = "prompt";

    public const string Size = "size";

    public const string OutputCompression = "output_compression";

    public const string OutputFormat = "output_format";
}
