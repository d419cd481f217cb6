using OpenAIImages.Batch.List;

namespace OpenAIImages.Batch;

/// <summary>
/// Represents a list of requests in a file, which was checked as a whole. It takes a few dozen bytes of memory per
/// line, since it does not hold the text.
/// </summary>
/// <remarks>
/// <para>
/// A file whose name ends in <c>.jsonl</c>, <c>.ndjson</c> or <c>.json</c> has a JSON object on each line: the body of
/// a request, with an optional <c>custom_id</c> and <c>output</c> (the path of the image within the folder), or a line
/// of the provider's Batch API (<c>custom_id</c>, <c>method</c>, <c>url</c>, <c>body</c>). Both may be mixed. A file
/// whose name ends in <c>.txt</c> has a prompt on each line. In any other file, the first line decides: if it begins
/// with a brace, the lines are JSON. Blank lines are skipped.
/// </para>
/// <para>The file is read again during a run, and must not change.</para>
/// </remarks>
public sealed class ImageBatchList
{
    private readonly string _path;
    private readonly LineParser _parser;
    private readonly RequestBuilder _requests;
    private readonly ListEntry[] _entries;
    private readonly ItemIndex _index;

    internal ImageBatchList(
        string path, LineParser parser, RequestBuilder requests, ListEntry[] entries, ItemIndex index)
    {
        _path = path;
        _parser = parser;
        _requests = requests;
        _entries = entries;
        _index = index;
    }

    /// <summary>Gets the number of requests.</summary>
    public int Count => _entries.Length;

    /// <summary>Gets the number of images that all requests ask for.</summary>
    public long ImageCount => _entries.Sum(entry => (long)entry.Images);

    /// <summary>Gets the largest number of images that one request asks for; 0 for an empty list.</summary>
    public int MaxImagesPerRequest => _entries.Length == 0 ? 0 : _entries.Max(entry => entry.Images);

    internal ReadOnlySpan<ListEntry> Entries => _entries;

    /// <summary>Reads a list and checks everything in it: JSON, the rules of the models, ids and file names.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">Defaults for all lines. The default is null.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The list.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or blank.</exception>
    /// <exception cref="ImageBatchListException">
    /// The list is not valid. The exception lists everything that is wrong.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static Task<ImageBatchList> ReadAsync(
        string path, ImageBatchListOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(path)) throw new ArgumentException("The path is null or blank.", nameof(path));
        return new ListChecker(path, options ?? new ImageBatchListOptions()).ReadAsync(cancellationToken);
    }

    /// <summary>Reads the items from the file, one after the other.</summary>
    /// <returns>The items in the order of the lines.</returns>
    /// <exception cref="IOException">The file cannot be read, or has changed since it was checked.</exception>
    public IEnumerable<ImageBatchItem> ReadItems()
    {
        using var reader = OpenReader();
        for (var i = 0; i < _entries.Length; i++) yield return reader.Read(i, _entries[i]);
    }

    /// <summary>Returns the index of the item with an id; -1 if there is none.</summary>
    internal int Find(string id) => _index.Find(id);

    internal ItemReader OpenReader() => new(_path, _parser, _requests);
}
