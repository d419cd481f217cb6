using System.Reflection;

namespace OpenAIImages.Extensions.AI.Tests;

/// <summary>A client that is not an <see cref="ImagesClient"/>, such as a mock or a decorator.</summary>
public class OtherClient : DispatchProxy
{
    private ImagesResponse? _response;

    /// <summary>Creates a client whose every call returns a response.</summary>
    public static IImagesClient Create(ImagesResponse response)
    {
        var client = Create<IImagesClient, OtherClient>();
        ((OtherClient)client)._response = response;
        return client;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Task.FromResult(_response!);
}
