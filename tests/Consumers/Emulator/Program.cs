using System;
using OpenAIImages.Emulator;
using OpenAIImages.Generated;

await using var emulator = await ImagesEmulator.StartAsync();
using var client = new ImagesClient(new ImagesClientOptions { ApiKey = "any", Endpoint = emulator.Endpoint });

var response = await client.CreateImageAsync(new CreateImageRequest { Model = ImageModel.GptImage2, Prompt = "A cute baby sea otter" });

Console.WriteLine($"{response.Data[0].Bytes!.Length} bytes from {emulator.Endpoint}");
