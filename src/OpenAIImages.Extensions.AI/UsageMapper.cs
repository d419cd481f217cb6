using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using OpenAIImages.Generated;

namespace OpenAIImages.Extensions.AI;

/// <summary>Creates usage details from the tokens that a response reports.</summary>
[Experimental("MEAI001")]
internal static class UsageMapper
{
    /// <summary>Returns the usage; null if the server reported none.</summary>
    public static UsageDetails? Map(ImagesResponse response)
    {
        if (response.Usage is null && response.SvgUsage is null) return null;
        var usage = response.Usage ?? new ImageUsage();
        return new UsageDetails
        {
            InputTokenCount = usage.InputTokens,
            OutputTokenCount = usage.OutputTokens,
            TotalTokenCount = usage.TotalTokens,
            InputTextTokenCount = usage.InputTokensDetails?.TextTokens,
            OutputTextTokenCount = usage.OutputTokensDetails?.TextTokens,
            AdditionalCounts = CreateCounts(usage, response.SvgUsage ?? new SvgUsage()),
        };
    }

    // The names are those of Microsoft.Extensions.AI.OpenAI. Text tokens are also included, because their properties
    // are not serialized. The tokens of the model that writes SVG have separate prices and are not included in the
    // others.
    private static AdditionalPropertiesDictionary<long>? CreateCounts(ImageUsage usage, SvgUsage svg)
    {
        var counts = new AdditionalPropertiesDictionary<long>();
        Add("InputTokenDetails.TextTokenCount", usage.InputTokensDetails?.TextTokens);
        Add("InputTokenDetails.ImageTokenCount", usage.InputTokensDetails?.ImageTokens);
        Add("OutputTokenDetails.TextTokenCount", usage.OutputTokensDetails?.TextTokens);
        Add("OutputTokenDetails.ImageTokenCount", usage.OutputTokensDetails?.ImageTokens);
        Add("SvgUsage.InputTokenCount", svg.InputTokens);
        Add("SvgUsage.OutputTokenCount", svg.OutputTokens);
        Add("SvgUsage.ReasoningTokenCount", svg.ReasoningTokens);
        Add("SvgUsage.TotalTokenCount", svg.TotalTokens);
        return counts.Count > 0 ? counts : null;

        void Add(string name, long? count)
        {
            if (count is { } number) counts[name] = number;
        }
    }
}
