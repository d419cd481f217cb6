namespace OpenAIImages.Generated;

public partial interface IImagesClient
{
    /// <summary>
    /// Creates images, and writes each that comes as base64 straight to a stream while it arrives, in constant memory.
    /// </summary>
    /// <remarks>
    /// Such an image has no <see cref="Image.Bytes"/> in the response. An image that comes as a URL opens no stream.
    /// When the call fails, the image that was being written is incomplete: if its stream is a
    /// <see cref="FileStream"/> on a file that was empty, the file is deleted. Images that were complete by then stay.
    /// What <paramref name="openStream"/> or its streams throw ends the call as it is.
    /// </remarks>
    /// <param name="request">What to draw, and how.</param>
    /// <param name="openStream">
    /// Opens the stream for the image of an index, from 0; the client disposes of it when the image is complete. It is
    /// asked again for the same index when a server sends an image twice; the later replaces the former.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer, without the bytes that were written.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ImageRequestException">The request breaks rules of its model; it was not sent.</exception>
    /// <exception cref="ApiException">
    /// The server responded with with a failure, with what is no answer, or broke off within it.
    /// </exception>
    /// <exception cref="HttpRequestException">
    /// The server could not be reached, or the connection broke before its answer.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The call was cancelled, or, with a <see cref="TimeoutException"/> inside, took too long.
    /// </exception>
    Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Func<int, Stream> openStream, CancellationToken cancellationToken = default);

    /// <summary>Creates images, and writes each straight to a file, in constant memory.</summary>
    /// <remarks>
    /// Each file is written beside its place and renamed when it is whole. When the call fails, images that were whole
    /// by then stay, but for one whose place a file has taken meanwhile; there are no incomplete ones. Images that a
    /// server sends beyond <see cref="CreateImageRequest.N"/> are numbered on; one whose file exists is lost, and the
    /// call fails.
    /// </remarks>
    /// <param name="request">What to draw, and how.</param>
    /// <param name="path">
    /// The file; with more than one image, numbers are put before its extension (<c>otter-1.png</c>). The extension
    /// that belongs to the image's format is added to a path that has none.
    /// </param>
    /// <param name="overwrite">
    /// Whether a file that exists is replaced; otherwise nothing is sent when there is one, with the extension of any
    /// format for a path that has none.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer, without the bytes that were written, and the paths of the files.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the path is blank.</exception>
    /// <exception cref="ImageRequestException">The request breaks rules of its model; it was not sent.</exception>
    /// <exception cref="ApiException">
    /// The server responded with with a failure, with what is no image, or broke off within it.
    /// </exception>
    /// <exception cref="HttpRequestException">
    /// The server could not be reached, or the connection broke before its answer.
    /// </exception>
    /// <exception cref="IOException">
    /// A file exists already, or the folder does not exist or takes no file, and nothing was sent; or writing failed
    /// later.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">
    /// The folder may not be written to, and nothing was sent; or, later, a file may not be replaced.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call was cancelled, or took too long.</exception>
    Task<SavedImages> SaveImagesAsync(
        CreateImageRequest request, string path, bool overwrite = false, CancellationToken cancellationToken = default);

    /// <summary>Creates images, with previews of them while they are drawn.</summary>
    /// <remarks>
    /// Asks for a stream; the request itself is not changed. A server that does not stream answers with its images
    /// only. Leaving the loop closes the connection.
    /// </remarks>
    /// <param name="request">
    /// What to draw, and how; <see cref="CreateImageRequest.PartialImages"/> asks for previews.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// <see cref="ImageGenPartialImageEvent"/> and <see cref="ImageGenCompletedEvent"/> as they come, in any order.
    /// </returns>
    /// <exception cref="ArgumentNullException">The request is null.</exception>
    /// <exception cref="ImageRequestException">The request breaks rules of its model; it was not sent.</exception>
    /// <exception cref="ApiException">
    /// The server responded with with a failure or sent one in the stream, or the stream broke off or ended without an
    /// image.
    /// </exception>
    /// <exception cref="HttpRequestException">
    /// The server could not be reached, or the connection broke before its answer.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call was cancelled, or took too long.</exception>
    IAsyncEnumerable<ImageGenStreamEvent> CreateImageStreamAsync(
        CreateImageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Saves an image to a file that does not exist yet, from its bytes or from its URL.</summary>
    /// <inheritdoc cref="SaveImageAsync(Image, string, bool, CancellationToken)"/>
    Task<string> SaveImageAsync(Image image, string path, CancellationToken cancellationToken = default);

    /// <summary>Saves an image to a file, from its bytes or from its URL.</summary>
    /// <remarks>
    /// A download goes without the key, only over http or https, and reads at most
    /// <see cref="ImagesClientOptions.MaxResponseBytes"/>. Where the client was made with an HttpClient that has
    /// default headers, which may be meant for the API alone, it goes over connections of the client's own;
    /// <c>Accept</c>, <c>Accept-Encoding</c>, <c>Accept-Language</c> and <c>User-Agent</c> do not count. The file is
    /// written beside its place and renamed when it is whole.
    /// </remarks>
    /// <param name="image">The image.</param>
    /// <param name="path">
    /// The file. The extension that belongs to the image's format is added to a path that has none.
    /// </param>
    /// <param name="overwrite">Whether a file that exists is replaced.</param>
    /// <param name="cancellationToken">Cancels the download or the writing.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="ArgumentException">
    /// An argument is null, the path is blank, or the image has neither bytes nor an http or https URL.
    /// </exception>
    /// <exception cref="ApiException">
    /// The URL (it is valid for 60 minutes) gave a failure or too much, or broke off.
    /// </exception>
    /// <exception cref="HttpRequestException">
    /// The URL could not be reached, or the connection broke before its answer.
    /// </exception>
    /// <exception cref="IOException">The file exists already, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// The folder may not be written to, or the file not be replaced.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call was cancelled, or took too long.</exception>
    Task<string> SaveImageAsync(Image image, string path, bool overwrite, CancellationToken cancellationToken = default);

    /// <summary>Copies an image to a stream, from its bytes or from its URL.</summary>
    /// <remarks>A download is done as <see cref="SaveImageAsync(Image, string, CancellationToken)"/> does it.</remarks>
    /// <param name="image">The image.</param>
    /// <param name="destination">Where to write it; it stays open.</param>
    /// <param name="cancellationToken">Cancels the download or the writing.</param>
    /// <returns>A task that ends when the image is written.</returns>
    /// <exception cref="ArgumentException">
    /// An argument is null, or the image has neither bytes nor an http or https URL.
    /// </exception>
    /// <exception cref="ApiException">The URL gave a failure or too much, or broke off.</exception>
    /// <exception cref="HttpRequestException">
    /// The URL could not be reached, or the connection broke before its answer.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call was cancelled, or took too long.</exception>
    Task CopyImageAsync(Image image, Stream destination, CancellationToken cancellationToken = default);
}
