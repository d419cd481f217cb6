using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpenAIImages.Emulator;
using OpenAIImages.Generated;

// A web API that streams pictures to its callers. Its defaults allow 10 ms for an attempt and retry everything, but do
// not apply to the images client. Exits with 0 if all is right.
int requests = 0;
await using var emulator = await ImagesEmulator.StartAsync(new ImagesEmulatorOptions
{
    Intercept = async (context, next) =>
    {
        // Longer than the defaults of the application allow.
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        if (Interlocked.Increment(ref requests) > 1)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "7";
            return;
        }

        await next(context);
    },
});

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Configuration["OpenAIImages:Endpoint"] = emulator.Endpoint.ToString();
builder.Configuration["OpenAIImages:ApiKey"] = "sk-consumer";
builder.Configuration["OpenAIImages:MaxRetries"] = "0";

builder.Services.ConfigureHttpClientDefaults(client => client.AddStandardResilienceHandler(options =>
{
    options.AttemptTimeout.Timeout = TimeSpan.FromMilliseconds(10);
    options.Retry.Delay = TimeSpan.Zero;
}));
builder.Services.AddImagesClient(builder.Configuration.GetSection("OpenAIImages"));

await using var app = builder.Build();
app.MapGet("/otter", async (IImagesClient client, HttpContext context) =>
{
    try
    {
        context.Response.ContentType = "image/png";
        await client.CreateImageAsync(
            new CreateImageRequest
            {
                Model = ImageModel.GptImage2,
                Prompt = "A cute baby sea otter",
                Size = "1024x1024",
            },
            context.Response.Body,
            context.RequestAborted);
    }
    catch (ApiException exception) when (exception.StatusCode == 429 && !context.Response.HasStarted)
    {
        context.Response.Clear();
        context.Response.StatusCode = exception.StatusCode;
        context.Response.Headers.RetryAfter = $"{exception.RetryAfter?.TotalSeconds}";
    }
});
await app.StartAsync();

string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
using var browser = new HttpClient();
byte[] picture = await browser.GetByteArrayAsync($"{address}/otter");
Check("a picture", picture.AsSpan(0, 4).SequenceEqual((byte[])[0x89, (byte)'P', (byte)'N', (byte)'G']));
Check("one request", requests == 1);

using var refused = await browser.GetAsync($"{address}/otter");
Check("429", refused.StatusCode == HttpStatusCode.TooManyRequests);
Check("Retry-After", refused.Headers.RetryAfter?.Delta == TimeSpan.FromSeconds(7));
Check("no retry", requests == 2);

Console.WriteLine($"{picture.Length} bytes through {address}");

static void Check(string what, bool holds)
{
    if (!holds) throw new InvalidOperationException($"Wrong: {what}.");
}
