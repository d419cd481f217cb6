using OpenAIImages.Generated.Http;
using OpenAIImages.Generated.Internal;

namespace OpenAIImages.Generated.Responses;

/// <summary>Detects the kind of a response from its first bytes.</summary>
internal static class ResponseKindDetector
{
    /// <summary>A response that is not recognized within this number of bytes is of another kind.</summary>
    public const int MaxLength = ImageFormat.MaxSignatureLength;

    private const string EventStream = "text/event-stream";

    /// <summary>Returns the kind of a response that begins with these bytes.</summary>
    public static ResponseKind Detect(ReadOnlySpan<byte> start, HttpResponseMessage response)
    {
        if (ImageFormat.Detect(start) is not null) return ResponseKind.Picture;
        if (start.StartsWith("\uFEFF"u8)) start = start.Slice("\uFEFF"u8.Length);
        start = start.TrimStart();
        if (start.Length > 0 && start[0] is (byte)'{' or (byte)'[') return ResponseKind.Json;
        if (start.Length == 0) return ResponseKind.Other;
        var type = response.GetMediaType();
        if (IsEventField(start) || EventStream.Equals(type, StringComparison.OrdinalIgnoreCase))
        {
            return ResponseKind.Events;
        }

        // A format that is not known, such as TIFF, but neither a page nor a sentence.
        var isPicture = type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && IsBinary(start);
        return isPicture ? ResponseKind.Picture : ResponseKind.Other;
    }

    /// <summary>Returns whether there is nothing but white space.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> start) => start.TrimStart().Length == 0;

    private static bool IsBinary(ReadOnlySpan<byte> start) => start.IndexOf((byte)0) >= 0;

    private static bool IsEventField(ReadOnlySpan<byte> start) =>
        start.StartsWith("data:"u8) || start.StartsWith("event:"u8) || start.StartsWith("id:"u8)
        || start.StartsWith("retry:"u8) || start.StartsWith(":"u8);
}
