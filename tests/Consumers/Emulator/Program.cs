using System;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator;
using OpenAIImages.Generated;

// With arguments: runs them as a command, with the emulator's address and key in its environment.
if (args is [var command, .. var arguments])
{
    await using var server = await ImagesEmulator.StartAsync(new ImagesEmulatorOptions
    {
        ApiKey = "sk-emulator",
        Deployments = { ["drawings"] = ImageModel.DallE3 },
        Intercept = (context, next) =>
            context.Request.Headers.ContainsKey("x-too-many") ? RefuseAsync(context) : next(context),
    });
    var start = new ProcessStartInfo(command, arguments);
    start.Environment["OPENAI_BASE_URL"] = server.Endpoint.ToString();
    start.Environment["OPENAI_API_KEY"] = "sk-emulator";
    using var process = Process.Start(start)!;
    await process.WaitForExitAsync();
    return process.ExitCode;
}

await using var emulator = await ImagesEmulator.StartAsync();
using var client = new ImagesClient(new ImagesClientOptions { ApiKey = "any", Endpoint = emulator.Endpoint });

var request = new CreateImageRequest { Model = ImageModel.GptImage2, Prompt = "A cute baby sea otter" };
var response = await client.CreateImageAsync(request);

Console.WriteLine($"{response.Data[0].Bytes!.Length} bytes from {emulator.Endpoint}");
return 0;

static System.Threading.Tasks.Task RefuseAsync(HttpContext context)
{
    context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    return context.Response.WriteAsync(
        """{"error":{"message":"Rate limit reached.","type":"requests","param":null,"code":"rate_limit_exceeded"}}""");
}
