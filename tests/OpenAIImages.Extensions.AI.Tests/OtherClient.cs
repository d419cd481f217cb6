namespace OpenAIImages.Extensions.AI.Tests;

/// <summary>A client that is not an <see cref="ImagesClient"/>, such as a mock or a decorator.</summary>
internal sealed class OtherClient : IImagesClient
{
    public ImagesResponse Response { get; init; } = new();

    public Task<ImagesResponse> CreateImageAsync(CreateImageRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(Response);

    public Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Func<int, Stream> openStream, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<SavedImages> SaveImagesAsync(
        CreateImageRequest request, string path, bool overwrite = false, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public IAsyncEnumerable<ImageGenStreamEvent> CreateImageStreamAsync(
        CreateImageRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<string> SaveImageAsync(Image image, string path, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<string> SaveImageAsync(
        Image image, string path, bool overwrite, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task CopyImageAsync(Image image, Stream destination, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
