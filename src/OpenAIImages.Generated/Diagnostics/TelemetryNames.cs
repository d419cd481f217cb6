namespace OpenAIImages.Generated.Diagnostics;

/// <summary>
/// Every name in the telemetry. Those that begin with <c>gen_ai</c> follow OpenTelemetry's conventions for generative
/// AI, which are still in development.
/// </summary>
internal static class TelemetryNames
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Source = "OpenAIImages.Generated";

    // The convention has no operation for images; Microsoft.Extensions.AI uses this one.
    public const string GenerateContent = "generate_content";
    public const string ImageOutput = "image";
    public const string Input = "input";
    public const string Output = "output";

    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string OutputType = "gen_ai.output.type";
    public const string RequestModel = "gen_ai.request.model";
    public const string RequestCount = "gen_ai.request.choice.count";
    public const string RequestStream = "gen_ai.request.stream";
    public const string ResponseId = "gen_ai.response.id";
    public const string ResponseModel = "gen_ai.response.model";
    public const string TimeToFirstChunk = "gen_ai.response.time_to_first_chunk";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string TokenType = "gen_ai.token.type";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";
    public const string NumberOfRetry = "retry.attempt";
    public const string DelayOfRetry = "retry.delay";
    public const string PreviewIndex = "preview.index";

    public const string RetryEvent = "retry";
    public const string PreviewEvent = "preview";

    public const string Duration = "gen_ai.client.operation.duration";
    public const string TokenUsage = "gen_ai.client.token.usage";
    public const string Images = "openai_images.client.images";
    public const string Retries = "openai_images.client.retries";
}
