using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Drawing;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Responses;

/// <summary>
/// Sends JSON that contains images: draws the images one after the other, and sends the base64 piece by piece.
/// </summary>
internal static class ImageBody
{
    /// <summary>The bytes of an image, in JSON that is to be sent, before it is drawn.</summary>
    public static readonly byte[] Placeholder = [];

    // In a JSON string, quotes are escaped, so this cannot be part of a string.
    private static readonly string EmptyBytes = new Image { Bytes = Placeholder }.ToJson()[1..^1];

    /// <summary>Sends text, with a picture in the place of each <see cref="Placeholder"/>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="text">The text, with JSON in it.</param>
    /// <param name="pictures">The pictures, in order.</param>
    /// <param name="preview">The number of the preview, starting at 0; null for the finished pictures.</param>
    public static async Task SendAsync(
        HttpContext context, string text, IEnumerable<Picture> pictures, int? preview = null)
    {
        var body = context.Response.BodyWriter;
        var sent = 0;
        foreach (var picture in pictures)
        {
            using var file = await Renderer.DrawAsync(picture, preview, context.RequestAborted).ConfigureAwait(false);
            var end = text.IndexOf(EmptyBytes, sent, StringComparison.Ordinal) + EmptyBytes.Length - 1;
            Write(body, text.AsSpan(sent..end));
            await file.WriteBase64Async(body, context.RequestAborted).ConfigureAwait(false);
            sent = end;
        }

        Write(body, text.AsSpan(sent..));
        await body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private static void Write(PipeWriter body, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, body);
}
