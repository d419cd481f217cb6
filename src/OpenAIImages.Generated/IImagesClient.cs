namespace OpenAIImages.Generated;

public partial interface IImagesClient
{
    /// <summary>Creates images, and writes base64 directly to streams, in constant memory.</summary>
    /// <remarks>
    /// An image that was written to a stream has no <see cref="Image.Bytes"/> in the response. No stream is opened for
    /// an image that the server returns as a URL. If the call fails, complete images are kept. The file of an
    /// incomplete image is deleted if its stream is a <see cref="FileStream"/> whose file was empty. Exceptions that
    /// <paramref name="openStream"/> or its streams throw are passed on unchanged.
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="openStream">
    /// Opens the stream for the image with a zero-based index. The client disposes the stream. If a server sends an
    /// image twice, the callback is called again for its index. It is called for at most 10 images, or for as many as
    /// were requested if that is more; other images stay in the response.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response, without the bytes that were written.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ImageRequestException">The request violates rules of its model. It was not sent.</exception>
    /// <exception cref="ApiException">The response is an error, has no image, or is incomplete.</exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">
    /// The call was canceled, or it timed out: then the inner exception is a <see cref="TimeoutException"/>.
    /// </exception>
    Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Func<int, Stream> openStream, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates one image and writes it to a stream, in constant memory. If the server returns a URL, the image is
    /// downloaded.
    /// </summary>
    /// <remarks>
    /// Downloads follow the rules of <see cref="SaveImageAsync(Image, string, bool, CancellationToken)"/>. Nothing is
    /// written before the server has responded with success; if the call fails later, the stream may contain the
    /// beginning of the image.
    /// </remarks>
    /// <param name="request">The request for one image.</param>
    /// <param name="destination">
    /// The stream, which stays open. Exceptions that it throws are passed on unchanged.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response, without the bytes that were written.</returns>
    /// <exception cref="ArgumentException">
    /// An argument is null, or the stream is not writable. Nothing was sent.
    /// </exception>
    /// <exception cref="ImageRequestException">
    /// The request violates rules of its model, or is for more than one image. It was not sent.
    /// </exception>
    /// <exception cref="ApiException">
    /// The response is an error, has no image, or is incomplete, or the image could not be downloaded. In the last
    /// case, <see cref="ApiException.Images"/> contains its URL.
    /// </exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or it timed out.</exception>
    Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Stream destination, CancellationToken cancellationToken = default);

    /// <summary>Creates images and saves each to a file, in constant memory.</summary>
    /// <remarks>
    /// <para>
    /// Each file is written under a temporary name in the same folder, and renamed when it is complete. If another file
    /// has appeared at its path in the meantime, or cannot be replaced, the next free number is added to the path. If
    /// the server sends more images than were requested, at most 10 images in total are saved; the additional images
    /// never replace a file.
    /// </para>
    /// <para>
    /// If the call fails, complete images are kept, and incomplete files are deleted. If an image cannot be downloaded,
    /// the others are saved, and the exception names every image that is missing.
    /// </para>
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="path">
    /// The path of the file. For several images, numbers are added before the extension (<c>otter-1.png</c>). If the
    /// path has no extension, the extension of the image's format is added. The extension does not choose the format:
    /// <see cref="CreateImageRequest.OutputFormat"/> does.
    /// </param>
    /// <param name="overwrite">
    /// Whether existing files are replaced. Otherwise, if a file exists at the path, with or without an extension that
    /// may be added, an exception is thrown and nothing is sent.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response, without the bytes that were saved, and the paths of the files.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the path is blank.</exception>
    /// <exception cref="ImageRequestException">The request violates rules of its model. It was not sent.</exception>
    /// <exception cref="ApiException">
    /// The response is an error, has no image, or is incomplete, or an image could not be downloaded.
    /// <see cref="ApiException.Images"/> and <see cref="ApiException.SavedPaths"/> contain the images that were paid
    /// for.
    /// </exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="IOException">A file exists or cannot be created, or writing failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to; nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or it timed out.</exception>
    Task<SavedImages> SaveImagesAsync(
        CreateImageRequest request, string path, bool overwrite = false, CancellationToken cancellationToken = default);

    /// <summary>Creates images, with previews while they are being created.</summary>
    /// <remarks>
    /// Sends a copy of the request with <c>stream</c> set. A server that does not stream returns only the images.
    /// Breaking out of the loop closes the connection.
    /// </remarks>
    /// <param name="request">The request; <see cref="CreateImageRequest.PartialImages"/> asks for previews.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// <see cref="ImageGenPartialImageEvent"/> and <see cref="ImageGenCompletedEvent"/> as they arrive, in any order.
    /// </returns>
    /// <exception cref="ArgumentNullException">The request is null.</exception>
    /// <exception cref="ImageRequestException">The request violates rules of its model. It was not sent.</exception>
    /// <exception cref="ApiException">The stream contains an error or no image, or is incomplete.</exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or it timed out.</exception>
    IAsyncEnumerable<ImageGenStreamEvent> CreateImageStreamAsync(
        CreateImageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Saves an image, from its bytes or from its URL, to a file that does not exist yet.</summary>
    /// <inheritdoc cref="SaveImageAsync(Image, string, bool, CancellationToken)"/>
    Task<string> SaveImageAsync(Image image, string path, CancellationToken cancellationToken = default);

    /// <summary>Saves an image, from its bytes or from its URL, to a file.</summary>
    /// <remarks>
    /// The file is written under a temporary name in the same folder, and renamed when it is complete. If another file
    /// has appeared at its path in the meantime, or cannot be replaced, the next free number is added to the path. A
    /// download does not send the key. It reads at most <see cref="ImagesClientOptions.MaxResponseBytes"/>, only from
    /// addresses that <see cref="ImagesClientOptions.AllowDownload"/> accepts, and the content must be an image.
    /// </remarks>
    /// <param name="image">The image.</param>
    /// <param name="path">The path. If it has no extension, the extension of the image's format is added.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="ArgumentException">An argument is null or blank, or the image has no bytes or URL.</exception>
    /// <exception cref="ApiException">The URL is refused, or returns an error, too much data, or no image.</exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or the file may not be written to.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or it timed out.</exception>
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
    /// <exception cref="ArgumentException">
    /// An argument is null, the image has no bytes or URL, or the stream is not writable.
    /// </exception>
    /// <exception cref="ApiException">The URL is refused, or returns an error, too much data, or no image.</exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or it timed out.</exception>
    Task CopyImageAsync(Image image, Stream destination, CancellationToken cancellationToken = default);
}
