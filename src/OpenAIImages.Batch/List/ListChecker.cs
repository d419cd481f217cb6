namespace OpenAIImages.Batch.List;

/// <summary>Reads a list once, from its beginning to its end, and finds everything that is wrong with it.</summary>
/// <param name="path">The file.</param>
/// <param name="options">The defaults, and whether requests are checked.</param>
internal sealed class ListChecker(string path, ImageBatchListOptions options)
{
    // More than any model creates in one call: an absurd count must not become as many names.
    private const int MaxNames = 100;

    private readonly RequestBuilder _requests = new(options);
    private readonly List<ImageBatchFault> _faults = [];
    private readonly List<ListEntry> _entries = [];
    private readonly List<ulong> _ids = [];
    private readonly List<ulong> _names = [];
    private readonly List<int> _nameOwners = [];
    private LineParser? _parser;

    /// <summary>Returns the list.</summary>
    /// <exception cref="ImageBatchListException">Something is wrong with it.</exception>
    public async Task<ImageBatchList> ReadAsync(CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        var lines = new LineReader(file);
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false)) Add(lines);

        var entries = _entries.ToArray();
        NumberEqualLines(entries);
        var index = new ItemIndex([.. _ids]);
        FindDuplicateIds(entries, index);
        FindClashingNames(entries);
        if (entries.Length == 0 && _faults.Count == 0) _faults.Add(new ImageBatchFault(1, "The list is empty."));
        return _faults.Count == 0
            ? new ImageBatchList(path, _parser!, _requests, entries, index)
            : throw new ImageBatchListException([.. _faults.OrderBy(fault => fault.Line)]);
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
        var request = _requests.Create(line.Body);
        _requests.Check(line.Body, request, addFault);
        var error = line.Output is null ? null : OutputName.FindError(line.Output);
        if (error is not null) addFault(error, "output");
        // Items are numbered as long as nothing is wrong; else only their ids and names matter.
        var images = Math.Max(request.N ?? 1, 1);
        var name = line.Output
            ?? OutputName.Create(_entries.Count + 1, line.CustomId ?? request.Prompt ?? string.Empty);
        for (var i = 0; i < Math.Min(images, MaxNames); i++)
        {
            _names.Add(OutputName.GetKey(Generated.SavedImages.GetPath(name, i, images)));
            _nameOwners.Add(_entries.Count);
        }

        _ids.Add(line.CustomId is null ? 0 : ContentHash.Of(line.CustomId));
        _entries.Add(new ListEntry(
            lines.Offset, lines.Line.Count, lines.Number, line.Hash, images, line.CustomId is null ? 1 : 0));
    }

    /// <summary>Lines without an id may be equal: the same prompt is drawn twice.</summary>
    private void NumberEqualLines(ListEntry[] entries)
    {
        var hashes = new ulong[entries.Length];
        for (var i = 0; i < hashes.Length; i++) hashes[i] = entries[i].Hash;
        var items = new int[hashes.Length];
        for (var i = 0; i < items.Length; i++) items[i] = i;
        Array.Sort(hashes, items);
        for (var start = 0; start < items.Length;)
        {
            var end = start;
            while (end < items.Length && hashes[end] == hashes[start]) end++;
            // The sort is not stable.
            Array.Sort(items, start, end - start);
            var occurrence = 0;
            for (; start < end; start++)
            {
                ref var entry = ref entries[items[start]];
                if (entry.Occurrence == 0) continue;
                entry = entry with { Occurrence = ++occurrence };
                _ids[items[start]] = ContentHash.Of(ItemReader.CreateId(entry.Hash, entry.Occurrence));
            }
        }
    }

    private void FindDuplicateIds(ListEntry[] entries, ItemIndex index)
    {
        foreach (var (first, second) in index.FindDuplicates())
        {
            _faults.Add(new ImageBatchFault(
                entries[second].Line, $"custom_id is that of line {entries[first].Line} too.", "custom_id"));
        }
    }

    private void FindClashingNames(ListEntry[] entries)
    {
        ulong[] names = [.. _names];
        int[] owners = [.. _nameOwners];
        Array.Sort(names, owners);
        for (var start = 0; start < names.Length;)
        {
            var end = start + 1;
            while (end < names.Length && names[end] >> 4 == names[start] >> 4) end++;
            for (var i = start + 1; i < end; i++)
            {
                for (var j = start; j < i; j++)
                {
                    if (!OutputName.Clash(names[i], names[j])) continue;
                    var (first, second) = (Math.Min(owners[i], owners[j]), Math.Max(owners[i], owners[j]));
                    _faults.Add(new ImageBatchFault(
                        entries[second].Line, $"Its image would have the name of that of line {entries[first].Line}.",
                        "output"));
                    break;
                }
            }

            start = end;
        }
    }

    private bool IsText(string firstLine) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".TXT" => true,
        ".JSONL" or ".NDJSON" or ".JSON" => false,
        _ => firstLine[0] != '{',
    };
}
