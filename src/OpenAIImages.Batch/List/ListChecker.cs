namespace OpenAIImages.Batch.List;

/// <summary>Reads a list once, from its beginning to its end, and finds everything that is wrong with it.</summary>
/// <param name="path">The file.</param>
/// <param name="options">The defaults, and whether requests are checked.</param>
internal sealed class ListChecker(string path, ImageBatchListOptions options)
{
    // More than any model creates in one call: a huge count must not create as many names.
    private const int MaxNames = 100;

    private readonly RequestBuilder _requests = new(options);
    private readonly List<ImageBatchFault> _faults = [];
    private readonly List<(ulong Key, int Item)> _names = [];
    private readonly Dictionary<ulong, int> _folders = [];
    private ListEntry[] _entries = [];
    private ulong[] _ids = [];
    private int _count;
    private LineParser? _parser;

    /// <summary>Returns the list.</summary>
    /// <exception cref="ImageBatchListException">The list is not valid.</exception>
    public async Task<ImageBatchList> ReadAsync(CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        if (!file.CanSeek) throw new IOException($"{path} cannot be read more than once.");
        // A growing list would leave several times as much memory behind as it needs.
        var lineCount = CountLines(file);
        _entries = new ListEntry[lineCount];
        _ids = new ulong[lineCount];
        _names.Capacity = lineCount;
        file.Position = 0;
        var lines = new LineReader(file);
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false)) Add(lines);

        Array.Resize(ref _entries, _count);
        Array.Resize(ref _ids, _count);
        NumberEqualLines();
        var index = new ItemIndex(_ids);
        FindDuplicateIds(index);
        FindClashingNames();
        FindFilesThatAreFolders();
        if (_count == 0 && _faults.Count == 0) _faults.Add(new ImageBatchFault(1, "The list is empty."));
        return _faults.Count == 0
            ? new ImageBatchList(path, _parser!, _requests, _entries, index)
            : throw new ImageBatchListException([.. _faults.OrderBy(fault => fault.Line)]);
    }

    private static int CountLines(FileStream file)
    {
        var buffer = new byte[64 * 1024];
        var (count, last) = (0, (byte)'\n');
        int read;
        while ((read = file.Read(buffer, 0, buffer.Length)) > 0)
        {
            var ahead = buffer.AsSpan(0, read);
            last = ahead[read - 1];
            for (int end; (end = ahead.IndexOf((byte)'\n')) >= 0; ahead = ahead.Slice(end + 1)) count++;
        }

        return last == '\n' ? count : count + 1;
    }

    private void Add(LineReader lines)
    {
        void AddFault(string message, string? parameter = null) =>
            _faults.Add(new ImageBatchFault(lines.Number, message, parameter));

        if (lines.IsTooLong)
        {
            AddFault($"The line is longer than {LineReader.MaxLength} bytes.");
            return;
        }

        try
        {
            var text = LineParser.ToText(lines.Line);
            if (text.Length == 0) return;
            _parser ??= new LineParser(IsText(text));
            Add(lines, _parser.Parse(text), AddFault);
        }
        catch (FormatException failure)
        {
            AddFault(failure.Message);
        }
    }

    private void Add(LineReader lines, ParsedLine line, Action<string, string?> addFault)
    {
        if (_count == _entries.Length) throw new IOException("The list changed while it was read.");
        var request = _requests.Create(line);
        _requests.Check(line, request, addFault);
        var error = line.Output is null ? null : OutputName.FindError(line.Output);
        if (error is not null) addFault(error, "output");
        // Items are numbered as long as nothing is wrong; after that, only their ids and names matter.
        var images = Math.Max(request.N ?? 1, 1);
        var name = line.Output
            ?? OutputName.Create(_count + 1, line.CustomId ?? request.Prompt ?? string.Empty);
        foreach (var folder in OutputName.GetFolders(name)) _folders[OutputName.GetKey(folder)] = _count;
        for (var i = 0; i < Math.Min(images, MaxNames); i++)
        {
            _names.Add((OutputName.GetKey(Generated.SavedImages.GetPath(name, i, images)), _count));
        }

        _ids[_count] = line.CustomId is null ? 0 : ContentHash.Of(line.CustomId);
        _entries[_count++] = new ListEntry(
            lines.Offset, lines.Line.Count, lines.Number, line.Hash, images, line.CustomId is null ? 1 : 0);
    }

    /// <summary>Lines without an id may be equal: the same prompt is drawn twice.</summary>
    private void NumberEqualLines()
    {
        List<(ulong Hash, int Item)> lines = [];
        for (var i = 0; i < _count; i++)
        {
            if (_entries[i].Occurrence > 0) lines.Add((_entries[i].Hash, i));
        }

        lines.Sort();
        for (var i = 0; i < lines.Count; i++)
        {
            var (hash, item) = lines[i];
            var isEqual = i > 0 && lines[i - 1].Hash == hash;
            var occurrence = isEqual ? _entries[lines[i - 1].Item].Occurrence + 1 : 1;
            _entries[item] = _entries[item] with { Occurrence = occurrence };
            _ids[item] = ContentHash.Of(ItemReader.CreateId(hash, occurrence));
        }
    }

    private void FindDuplicateIds(ItemIndex index)
    {
        foreach (var (first, second) in index.FindDuplicates())
        {
            _faults.Add(new ImageBatchFault(
                _entries[second].Line, $"custom_id is the same as in line {_entries[first].Line}.", "custom_id"));
        }
    }

    private void FindClashingNames()
    {
        _names.Sort();
        for (var start = 0; start < _names.Count;)
        {
            var end = start + 1;
            while (end < _names.Count && _names[end].Key >> 4 == _names[start].Key >> 4) end++;
            for (var i = start + 1; i < end; i++)
            {
                var other = _names.FindIndex(start, i - start, it => OutputName.Clash(it.Key, _names[i].Key));
                if (other >= 0) AddClash(_names[other].Item, _names[i].Item);
            }

            start = end;
        }
    }

    private void FindFilesThatAreFolders()
    {
        if (_folders.Count == 0) return;
        var folders = _folders.ToLookup(folder => folder.Key >> 4);
        foreach (var (key, item) in _names)
        {
            foreach (var folder in folders[key >> 4].Where(folder => OutputName.IsFolder(key, folder.Key)))
            {
                var other = _entries[folder.Value].Line;
                _faults.Add(new ImageBatchFault(
                    _entries[item].Line,
                    $"Its image would have the same path as the folder of the image of line {other}.",
                    "output"));
            }
        }
    }

    private void AddClash(int one, int other) => _faults.Add(new ImageBatchFault(
        _entries[Math.Max(one, other)].Line,
        $"Its image would have the same path as the image of line {_entries[Math.Min(one, other)].Line}.",
        "output"));

    private bool IsText(string firstLine) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".TXT" => true,
        ".JSONL" or ".NDJSON" or ".JSON" => false,
        _ => firstLine[0] != '{',
    };
}
