namespace OpenAIImages.Generated;

public partial interface IImagesClient
{
    /// <summary>Creates images, and writes base64 directly to streams, in constant memory.</summary>
    /// <remarks>
    /// Such an image has no <see cref="Image.Bytes"/> in the response; for one that arrives as a URL no stream is
    /// opened. If the call fails, complete images are kept; the file of an incomplete one is deleted if its stream is a
    /// <see cref="FileStream"/> on a file that was empty. Exceptions of <paramref name="openStream"/> and its streams
    /// end the call as they are.
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="openStream">
    /// Opens the stream for the image of an index, from 0; the client disposes it. It is called again for an index if a
    /// server sends the image twice, and for at most 10 images, or as many as were asked for; others stay in the
    /// response.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response, without the bytes that were written.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ImageRequestException">The request violates rules of its model. It was not sent.</exception>
    /// <exception cref="ApiException">The response is an error, has no image, or broke off.</exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">
    /// The call was canceled or, with a <see cref="TimeoutException"/> inside, took too long.
    /// </exception>
    Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Func<int, Stream> openStream, CancellationToken cancellationToken = default);

    /// <summary>Creates one image and writes it to a stream, in constant memory; a URL is downloaded.</summary>
    /// <remarks>
    /// Downloads follow the rules of <see cref="SaveImageAsync(Image, string, bool, CancellationToken)"/>. Nothing is
    /// written before the server has responded with success; if the call fails later, the stream may contain the
    /// beginning of the image.
    /// </remarks>
    /// <param name="request">The request for one image.</param>
    /// <param name="destination">The stream, which stays open. Exceptions that it throws end the call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response, without the bytes that were written.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ImageRequestException">
    /// The request violates rules of its model, or is for more than one image. It was not sent.
    /// </exception>
    /// <exception cref="ApiException">
    /// The response is an error, has no image, or broke off, or the image could not be downloaded:
    /// <see cref="ApiException.Images"/> then has its URL.
    /// </exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or took too long.</exception>
    Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Stream destination, CancellationToken cancellationToken = default);

    /// <summary>Creates images and saves each to a file, in constant memory.</summary>
    /// <remarks>
    /// <para>
    /// Each file is written under a temporary name in the same folder, and renamed when it is complete. If another file
    /// has appeared at its path meanwhile, the image gets the next free number instead. Of more images than were asked
    /// for, at most 10 in all are saved; they never replace a file.
    /// </para>
    /// <para>
    /// If the call fails, complete images are kept, and incomplete files are deleted. If an image cannot be downloaded,
    /// the others are saved; the exception at the end names every image that is missing.
    /// </para>
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="path">
    /// The path of the file. For several images, numbers are added before the extension (<c>otter-1.png</c>). The
    /// extension of the image's format is added to a path without one.
    /// </param>
    /// <param name="overwrite">
    /// Whether existing files are replaced. Otherwise a file at the path, also with an extension that may be added,
    /// causes an exception, and nothing is sent.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response, without the bytes that were saved, and the paths of the files.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the path is blank.</exception>
    /// <exception cref="ImageRequestException">The request violates rules of its model. It was not sent.</exception>
    /// <exception cref="ApiException">
    /// The response is an error, has no image, or broke off, or an image could not be downloaded.
    /// <see cref="ApiException.Images"/> and <see cref="ApiException.SavedPaths"/> have what was paid for.
    /// </exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="IOException">A file exists or cannot be created, or writing failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to; nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or took too long.</exception>
    Task<SavedImages> SaveImagesAsync(
        CreateImageRequest request, string path, bool overwrite = false, CancellationToken cancellationToken = default);

    /// <summary>Creates images, with previews while they are being created.</summary>
    /// <remarks>
    /// Sends a copy of the request with <c>stream</c> set. A server that does not stream responds with the images only.
    /// Leaving the loop closes the connection.
    /// </remarks>
    /// <param name="request">The request; <see cref="CreateImageRequest.PartialImages"/> asks for previews.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// <see cref="ImageGenPartialImageEvent"/> and <see cref="ImageGenCompletedEvent"/> as they arrive, in any order.
    /// </returns>
    /// <exception cref="ArgumentNullException">The request is null.</exception>
    /// <exception cref="ImageRequestException">The request violates rules of its model. It was not sent.</exception>
    /// <exception cref="ApiException">The stream has an error or no image, or broke off.</exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or took too long.</exception>
    IAsyncEnumerable<ImageGenStreamEvent> CreateImageStreamAsync(
        CreateImageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Saves an image, from its bytes or from its URL, to a file that does not exist yet.</summary>
    /// <inheritdoc cref="SaveImageAsync(Image, string, bool, CancellationToken)"/>
    Task<string> SaveImageAsync(Image image, string path, CancellationToken cancellationToken = default);

    /// <summary>Saves an image, from its bytes or from its URL, to a file.</summary>
    /// <remarks>
    /// The file is written under a temporary name in the same folder, and renamed when it is complete. A download does
    /// not send the key, reads at most <see cref="ImagesClientOptions.MaxResponseBytes"/>, from addresses that
    /// <see cref="ImagesClientOptions.AllowDownload"/> accepts, and must be an image.
    /// </remarks>
    /// <param name="image">The image.</param>
    /// <param name="path">The path; the extension of the image's format is added to one without an extension.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="ArgumentException">An argument is null or blank, or the image has no bytes or URL.</exception>
    /// <exception cref="ApiException">The URL is not accepted, or gives an error, too much, or no image.</exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written to.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or took too long.</exception>
    Task<string> SaveImageAsync(
        Image image, string path, bool overwrite, CancellationToken cancellationToken = default);

    /// <summary>Copies an image, from its bytes or from its URL, to a stream.</summary>
    /// <remarks>
    /// Downloads follow the rules of <see cref="SaveImageAsync(Image, string, bool, CancellationToken)"/>.
    /// </remarks>
    /// <param name="image">The image.</param>
    /// <param name="destination">The stream, which stays open.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the image is written.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the image has no bytes or URL.</exception>
    /// <exception cref="ApiException">The URL is not accepted, or gives an error, too much, or no image.</exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or took too long.</exception>
    Task CopyImageAsync(Image image, Stream destination, CancellationToken cancellationToken = default);
}
