using System.Globalization;

namespace OpenAIImages.Batch.List;

/// <summary>Reads the items of a list from their positions in the file, which was already checked.</summary>
/// <param name="path">The file.</param>
/// <param name="parser">Reads a line.</param>
/// <param name="requests">Creates a request from the line.</param>
internal sealed class ItemReader(string path, LineParser parser, RequestBuilder requests) : IDisposable
{
    private FileStream? _file;
    private byte[] _buffer = new byte[4096];

    /// <summary>Returns the id of a line without one.</summary>
    public static string CreateId(ulong hash, int occurrence) =>
        $"line-{ContentHash.ToText(hash)}"
        + (occurrence > 1 ? "-" + occurrence.ToString(CultureInfo.InvariantCulture) : string.Empty);

    /// <summary>Reads an item.</summary>
    /// <exception cref="IOException">The file cannot be read, or has changed since it was checked.</exception>
    public ImageBatchItem Read(int index, ListEntry entry)
    {
        ParsedLine line;
        try
        {
            line = parser.Parse(ReadText(entry));
        }
        catch (FormatException)
        {
            throw Changed(entry);
        }

        if (line.Hash != entry.Hash) throw Changed(entry);
        var request = requests.Create(line);
        return new ImageBatchItem(
            index,
            entry,
            line.CustomId ?? CreateId(entry.Hash, entry.Occurrence),
            line.CustomId,
            request,
            line.Output ?? OutputName.Create(index + 1, line.CustomId ?? request.Prompt ?? string.Empty));
    }

    public void Dispose() => _file?.Dispose();

    private string ReadText(ListEntry entry)
    {
        _file ??= new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024);
        if (_file.Position != entry.Offset) _file.Position = entry.Offset;
        if (_buffer.Length < entry.Length) _buffer = new byte[entry.Length];
        var length = 0;
        while (length < entry.Length)
        {
            var read = _file.Read(_buffer, length, entry.Length - length);
            if (read == 0) throw Changed(entry);
            length += read;
        }

        return LineParser.ToText(new ArraySegment<byte>(_buffer, 0, length));
    }

    private static IOException Changed(ListEntry entry) =>
        new($"Line {entry.Line} of the list has changed since it was checked. Run the list again.");
}
