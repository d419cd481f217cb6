using Microsoft.Extensions.AI;
using OpenAIImages.Emulator;

namespace OpenAIImages.Extensions.AI.Tests;

/// <summary>The generator behind a chat client that draws.</summary>
public class ChatTests
{
    [Test]
    public async Task UseImageGeneration_draws_what_the_chat_model_asks_for()
    {
        await using var emulator = await ImagesEmulator.StartAsync();
        using var images = new ImagesClient(new ImagesClientOptions { ApiKey = "any", Endpoint = emulator.Endpoint });
        using var generator = images.AsIImageGenerator("gpt-image-2");
        using var chat = Chat(generator);

        var response = await chat.GetResponseAsync("Draw an otter!", Options(new() { ImageSize = new(1024, 1024) }));

        var image = Images(response).Should().ContainSingle().Which.Should().BeOfType<DataContent>().Subject;
        image.MediaType.Should().Be("image/png");
        var png = PngFile.Parse(image.Data.ToArray());
        (png.Width, png.Height).Should().Be((1024, 1024));
        response.Text.Should().Contain("Here it is.");
    }

    [Test]
    public async Task UseImageGeneration_gets_the_image_of_a_model_that_returns_URLs_when_data_is_asked_for()
    {
        await using var emulator = await ImagesEmulator.StartAsync();
        using var images = new ImagesClient(new ImagesClientOptions { ApiKey = "any", Endpoint = emulator.Endpoint });
        using var generator = images.AsIImageGenerator("dall-e-3");
        using var chat = Chat(generator);

        var response = await chat.GetResponseAsync(
            "Draw an otter!", Options(new() { ResponseFormat = ImageGenerationResponseFormat.Data }));

        Images(response).Should().ContainSingle().Which.Should().BeOfType<DataContent>();
    }

    private static IChatClient Chat(IImageGenerator generator) =>
        new DrawingChatClient().AsBuilder().UseImageGeneration(generator).UseFunctionInvocation().Build();

    private static IEnumerable<AIContent> Images(ChatResponse response) =>
        response.Messages.SelectMany(message => message.Contents).OfType<ImageGenerationToolResultContent>()
            .SelectMany(result => result.Outputs ?? []);

    private static ChatOptions Options(ImageGenerationOptions options) =>
        new() { Tools = [new HostedImageGenerationTool { Options = options }] };
}
