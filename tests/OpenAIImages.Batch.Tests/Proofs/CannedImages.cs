using OpenAIImages.Emulator;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>A server that responds at once with the same image, so that what is measured is the client.</summary>
internal static class CannedImages
{
    public static Task<ImagesEmulator> StartAsync(int imageBytes, TimeSpan latency = default)
    {
        var body = System.Text.Encoding.ASCII.GetBytes(
            $$"""{"created":1,"data":[{"b64_json":"{{Convert.ToBase64String(CreateImage(imageBytes))}}"}]}""");
        return ImagesEmulator.StartAsync(new ImagesEmulatorOptions
        {
            Intercept = async (context, _) =>
            {
                if (latency > TimeSpan.Zero) await Task.Delay(latency, context.RequestAborted);
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = body.Length;
                await context.Response.Body.WriteAsync(body, context.RequestAborted);
            },
        });
    }

    /// <summary>Returns bytes that begin like a PNG.</summary>
    public static byte[] CreateImage(int length)
    {
        var image = new byte[length];
        new Random(1).NextBytes(image);
        BatchFixture.Png.AsSpan(0, 16).CopyTo(image);
        return image;
    }
}
