using Microsoft.Extensions.AI;

namespace OpenAIImages.Extensions.AI.Tests;

/// <summary>A model that first calls the first tool, and then responds with text.</summary>
internal sealed class DrawingChatClient : IChatClient
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
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
