namespace OpenAIImages.Generated;

public partial interface IImagesClient
{
    /// <summary>
    /// Creates images, and writes each that arrives as base64 directly to a stream, in constant memory.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Such an image has no <see cref="Image.Bytes"/> in the response. For an image that arrives as a URL no stream is
    /// opened.
    /// </para>
    /// <para>
    /// If the call fails, the image that was being written is incomplete: if its stream is a <see cref="FileStream"/>
    /// on a file that was empty, the file is deleted. Complete images are kept. Exceptions of
    /// <paramref name="openStream"/> and of its streams end the call as they are.
    /// </para>
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="openStream">
    /// Opens the stream for the image of an index, from 0. The client disposes the stream when the image is complete.
    /// It is called again for the same index if a server sends the image twice, and for at most 10 images or, if more
    /// were asked for, that many; further images stay in the response.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response, without the bytes that were written.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ImageRequestException">The request violates rules of its model. It was not sent.</exception>
    /// <exception cref="ApiException">
    /// The server responded with an error or without an image, or the response broke off.
    /// </exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">
    /// The call was canceled, or, with a <see cref="TimeoutException"/> inside, took too long.
    /// </exception>
    Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Func<int, Stream> openStream, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates one image and writes it to a stream, such as the body of a web response: base64 while it arrives, in
    /// constant memory; a URL is downloaded.
    /// </summary>
    /// <remarks>
    /// A download is subject to the same rules as one of
    /// <see cref="SaveImageAsync(Image, string, CancellationToken)"/>. If the call fails, the stream may contain the
    /// beginning of the image. Nothing is written before the server has responded with success.
    /// </remarks>
    /// <param name="request">The request for one image.</param>
    /// <param name="destination">The stream, which stays open. Exceptions that it throws end the call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response, without the bytes that were written.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// <see cref="CreateImageRequest.N"/> is more than 1. The request was not sent.
    /// </exception>
    /// <exception cref="ImageRequestException">The request violates rules of its model. It was not sent.</exception>
    /// <exception cref="ApiException">
    /// The server responded with an error or without an image, the response broke off, or the image could not be
    /// downloaded: <see cref="ApiException.Images"/> then has its URL.
    /// </exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or took too long.</exception>
    Task<ImagesResponse> CreateImageAsync(
        CreateImageRequest request, Stream destination, CancellationToken cancellationToken = default);

    /// <summary>Creates images and saves each to a file, in constant memory.</summary>
    /// <remarks>
    /// <para>
    /// Each file is written under a temporary name in the same folder, and renamed when it is complete. If another file
    /// has appeared at its path meanwhile, the image gets the next free number instead.
    /// </para>
    /// <para>
    /// If the call fails, images that are already complete are kept, and incomplete files are deleted. An image that
    /// cannot be downloaded does not keep the others from being saved: the exception is thrown at the end, names every
    /// image that is missing, and carries the response and the paths of the others. Of more images than were asked for,
    /// at most 10 in all are saved; they never replace a file.
    /// </para>
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="path">
    /// The path of the file. For several images, numbers are added before the extension (<c>otter-1.png</c>). If the
    /// path does not end in the extension of an image, that of the image's format is added.
    /// </param>
    /// <param name="overwrite">
    /// Whether existing files are replaced. Otherwise an existing file, with any extension that may be added, causes an
    /// exception, and nothing is sent.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The response, without the bytes that were saved, and the paths of the files.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the path is blank.</exception>
    /// <exception cref="ImageRequestException">The request violates rules of its model. It was not sent.</exception>
    /// <exception cref="ApiException">
    /// The server responded with an error or without an image, the response broke off, or an image could not be
    /// downloaded. <see cref="ApiException.Images"/> and <see cref="ApiException.SavedPaths"/> have what was paid for.
    /// </exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="IOException">
    /// A file exists, or cannot be created with this name in this folder, and nothing was sent; or writing failed
    /// later.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">
    /// The folder may not be written to, and nothing was sent; or a file may not be replaced.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or took too long.</exception>
    Task<SavedImages> SaveImagesAsync(
        CreateImageRequest request, string path, bool overwrite = false, CancellationToken cancellationToken = default);

    /// <summary>Creates images, with previews while they are being created.</summary>
    /// <remarks>
    /// Sends the request with <c>stream</c> set; the request object does not change. A server that does not stream
    /// responds with the images only. Leaving the loop closes the connection.
    /// </remarks>
    /// <param name="request">The request; <see cref="CreateImageRequest.PartialImages"/> asks for previews.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>
    /// <see cref="ImageGenPartialImageEvent"/> and <see cref="ImageGenCompletedEvent"/> as they arrive, in any order.
    /// </returns>
    /// <exception cref="ArgumentNullException">The request is null.</exception>
    /// <exception cref="ImageRequestException">The request violates rules of its model. It was not sent.</exception>
    /// <exception cref="ApiException">
    /// The server responded with an error or sent one in the stream, or the stream broke off or ended without an image.
    /// </exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or took too long.</exception>
    IAsyncEnumerable<ImageGenStreamEvent> CreateImageStreamAsync(
        CreateImageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Saves an image, from its bytes or from its URL, to a file that does not exist yet.</summary>
    /// <inheritdoc cref="SaveImageAsync(Image, string, bool, CancellationToken)"/>
    Task<string> SaveImageAsync(Image image, string path, CancellationToken cancellationToken = default);

    /// <summary>Saves an image, from its bytes or from its URL, to a file.</summary>
    /// <remarks>
    /// A download does not send the key, and reads at most <see cref="ImagesClientOptions.MaxResponseBytes"/>.
    /// <see cref="ImagesClientOptions.AllowDownload"/> says which addresses are accepted. What is downloaded must begin
    /// like an image. The file is written under a temporary name in the same folder, and renamed when it is complete.
    /// </remarks>
    /// <param name="image">The image.</param>
    /// <param name="path">
    /// The path of the file. If it does not end in the extension of an image, that of the image's format is added.
    /// </param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The path of the file.</returns>
    /// <exception cref="ArgumentException">
    /// An argument is null, the path is blank, or the image has neither bytes nor a URL.
    /// </exception>
    /// <exception cref="ApiException">
    /// The URL (valid for 60 minutes) is not accepted, or gives an error, too much, or no image.
    /// </exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">
    /// The folder may not be written to, or the file may not be replaced.
    /// </exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or took too long.</exception>
    Task<string> SaveImageAsync(
        Image image, string path, bool overwrite, CancellationToken cancellationToken = default);

    /// <summary>Copies an image, from its bytes or from its URL, to a stream.</summary>
    /// <remarks>
    /// A download is subject to the same rules as one of
    /// <see cref="SaveImageAsync(Image, string, CancellationToken)"/>.
    /// </remarks>
    /// <param name="image">The image.</param>
    /// <param name="destination">The stream, which stays open.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task that completes when the image is written.</returns>
    /// <exception cref="ArgumentException">
    /// An argument is null, or the image has neither bytes nor a URL.
    /// </exception>
    /// <exception cref="ApiException">
    /// The URL is not accepted, or gives an error, too much, or no image.
    /// </exception>
    /// <exception cref="HttpRequestException">The connection failed before the response began.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or took too long.</exception>
    Task CopyImageAsync(Image image, Stream destination, CancellationToken cancellationToken = default);
}
