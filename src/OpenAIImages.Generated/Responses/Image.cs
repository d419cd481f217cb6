using Newtonsoft.Json.Linq;
using OpenAIImages.Generated.Base64;
using OpenAIImages.Generated.Internal;
using OpenAIImages.Generated.Responses;

namespace OpenAIImages.Generated;

public partial class Image
{
    private const string DataScheme = "data:";

    /// <summary>
    /// Gets the media type, such as <c>image/png</c>. It is detected from <see cref="Bytes"/>, or else taken from
    /// <see cref="ImagesResponse.OutputFormat"/>; null if unknown.
    /// </summary>
    public string? MediaType =>
        (Bytes is { } bytes ? ImageFormat.Detect(bytes)?.MediaType : null) ?? OutputFormat?.MediaType;

    /// <summary>Gets or sets the format of the images according to the response.</summary>
    internal ImageOutputFormat? OutputFormat { get; set; }

    /// <summary>Gets whether there are bytes, or an address that can be resolved against the endpoint.</summary>
    internal bool HasSource => Bytes is not null || Url is { IsAbsoluteUri: false } || Url.IsHttp();

    /// <summary>Returns whether the properties of another object are those of an image.</summary>
    internal static bool IsIn(IDictionary<string, JToken?> properties) =>
        Find(properties, JsonNames.Bytes) is not null || Find(properties, JsonNames.Url) is not null;

    /// <summary>Moves the properties of an image out of those of another object.</summary>
    internal void Take(IDictionary<string, JToken?> properties)
    {
        foreach (var name in new[] { JsonNames.Bytes, JsonNames.Url, JsonNames.RevisedPrompt })
        {
            if (Find(properties, name) is not { } value) continue;
            using var reader = value.CreateReader();
            reader.Read();
            if (!ReadProperty(name, reader)) AdditionalProperties[name] = value;
            properties.Remove(name);
        }
    }

    /// <summary>
    /// Returns an image from a text in place of a list, if the text is a URL or base64; otherwise null.
    /// </summary>
    internal static Image? FromText(JToken? value)
    {
        if (value is not JValue { Value: string text }) return null;
        var image = new Image();
        image.ReadText(text);
        image.Normalize();
        return image.Bytes is not null || image.Url.IsHttp() ? image : null;
    }

    /// <summary>
    /// Decodes a <c>data:</c> URL, or the base64 of an image in place of a URL; takes a URL in place of base64.
    /// </summary>
    internal void Normalize()
    {
        if (Bytes is not null || Url is { IsAbsoluteUri: true, Scheme: not "data" }) return;
        var text = (Url?.OriginalString ?? Find(AdditionalProperties, JsonNames.Url)?.ToString())?.Trim();
        if (text is not null && TryDecode(text, out var bytes))
        {
            Bytes = bytes;
            Url = null;
            AdditionalProperties.Remove(JsonNames.Url);
        }
        else if (Url is null && Find(AdditionalProperties, JsonNames.Bytes) is { } value
            && Serialization.JsonReaderExtensions.ToUri(value.ToString()) is { } address && address.IsHttp())
        {
            Url = address;
            AdditionalProperties.Remove(JsonNames.Bytes);
        }
    }

    /// <summary>Reads an image that is only a text: base64 or a URL.</summary>
    private protected override bool ReadText(string text)
    {
        if (TryDecodeImage(text, out var bytes))
        {
            Bytes = bytes;
            return true;
        }

        // Any text counts as an image, since streamed images are numbered before their text can be read.
        Url = Serialization.JsonReaderExtensions.ToUri(text);
        if (Url is null && text.Length > 0) AdditionalProperties[JsonNames.Url] = text;
        return true;
    }

    private static bool TryDecodeImage(string text, out byte[]? bytes) =>
        LenientBase64Decoder.TryDecode(text, out bytes) && ImageFormat.Detect(bytes) is not null;

    private static bool TryDecode(string text, out byte[]? bytes)
    {
        if (!text.StartsWith(DataScheme, StringComparison.OrdinalIgnoreCase)) return TryDecodeImage(text, out bytes);
        bytes = null;
        var comma = text.IndexOf(',');
        if (comma < 0) return false;
        var data = Uri.UnescapeDataString(text.Remove(0, comma + 1));
        if (text.IndexOf(";base64", 0, comma, StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return LenientBase64Decoder.TryDecode(data, out bytes) && bytes is not null;
        }

        bytes = System.Text.Encoding.UTF8.GetBytes(data);
        return bytes.Length > 0;
    }

    private static JToken? Find(IDictionary<string, JToken?> properties, string name) =>
        properties.TryGetValue(name, out var value) && value?.Type is JTokenType.String or JTokenType.Bytes
            ? value
            : null;
}
