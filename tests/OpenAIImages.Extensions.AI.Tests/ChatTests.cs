using Microsoft.Extensions.AI;
using OpenAIImages.Emulator;
using OpenAIImages.Generated.Tests;

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
        using var chat = new DrawingChatClient().AsBuilder().UseImageGeneration(generator).UseFunctionInvocation().Build();

        var response = await chat.GetResponseAsync("Draw an otter!", Options(new() { ImageSize = new(1024, 1024) }));

        var image = response.Messages.SelectMany(message => message.Contents).OfType<DataContent>()
            .Should().ContainSingle().Subject;
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
        using var chat = new DrawingChatClient().AsBuilder().UseImageGeneration(generator).UseFunctionInvocation().Build();

        var response = await chat.GetResponseAsync(
            "Draw an otter!", Options(new() { ResponseFormat = ImageGenerationResponseFormat.Data }));

        response.Messages.SelectMany(message => message.Contents).OfType<DataContent>().Should().ContainSingle();
    }

    private static ChatOptions Options(ImageGenerationOptions options) =>
        new() { Tools = [new HostedImageGenerationTool { Options = options }] };

    /// <summary>A model that answers with a call of the first tool, and then with words.</summary>
    private sealed class DrawingChatClient : IChatClient
    {
        private bool _hasDrawn;

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            AIContent content = _hasDrawn
                ? new TextContent("Here it is.")
                : new FunctionCallContent(
                    "call-1", options!.Tools![0].Name, new Dictionary<string, object?> { ["prompt"] = "An otter" });
            _hasDrawn = true;
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, [content])));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
