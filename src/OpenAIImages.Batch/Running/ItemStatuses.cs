using OpenAIImages.Batch.List;

namespace OpenAIImages.Batch.Running;

/// <summary>The status of each item of a list in the journal, one byte per item.</summary>
/// <param name="list">The list.</param>
internal sealed class ItemStatuses(ImageBatchList list)
{
    private readonly ItemStatus[] _statuses = new ItemStatus[list.Count];

    // The names of images of lines that have changed or were removed.
    private readonly HashSet<ulong> _formerNames = [];

    // The names of images of items that are done. An item need not have its number, and so its name, of that time.
    private readonly HashSet<ulong> _doneNames = [];

    /// <summary>Gets the number of items that were done, but are not in the list.</summary>
    public int Removed { get; private set; }

    public ItemStatus this[int index]
    {
        get => _statuses[index];
        set => _statuses[index] = value;
    }

    /// <summary>Reads the entries of the journal.</summary>
    public async Task ReadAsync(IAsyncEnumerable<ImageBatchEntry> entries)
    {
        await foreach (var entry in entries.ConfigureAwait(false))
        {
            var index = list.Find(entry.Id);
            if (index >= 0 && entry.Hash == ContentHash.ToText(list.Entries[index].Hash)) Apply(index, entry);
            else ApplyFormer(index, entry);
        }
    }

    /// <summary>Returns whether an image of an earlier run, for another request, has this name.</summary>
    public bool IsFormerName(string path) =>
        _formerNames.Count > 0 && _formerNames.Contains(OutputName.GetStemKey(path));

    /// <summary>Returns whether an image of an item that is done has this name.</summary>
    public bool IsDoneName(string path) =>
        _doneNames.Count > 0 && _doneNames.Contains(OutputName.GetStemKey(path));

    private void Apply(int index, ImageBatchEntry entry)
    {
        var status = entry.Kind switch
        {
            ImageBatchEvent.Sent or ImageBatchEvent.Unknown => ItemStatus.Unknown,
            ImageBatchEvent.Done => ItemStatus.Done,
            ImageBatchEvent.Failed => ItemStatus.Failed,
            _ => ItemStatus.New,
        };
        if (status == ItemStatus.Done) AddNames(_doneNames, entry);
        var charged = _statuses[index] & ItemStatus.MayBeCharged;
        if (entry.MayBeCharged || entry.MayRepeatCharge) charged = ItemStatus.MayBeCharged;
        _statuses[index] = status | charged;
    }

    private void ApplyFormer(int index, ImageBatchEntry entry)
    {
        AddNames(_formerNames, entry);
        if (index < 0 && entry.Kind == ImageBatchEvent.Done) Removed++;
        // Without an id, only the number of the line shows its earlier content.
        if (index < 0) index = FindLine(entry.Line);
        if (index >= 0 && _statuses[index] == ItemStatus.New) _statuses[index] = ItemStatus.Changed;
    }

    private static void AddNames(HashSet<ulong> names, ImageBatchEntry entry)
    {
        foreach (var path in entry.Paths) names.Add(OutputName.GetStemKey(path));
    }

    private int FindLine(int line)
    {
        var (low, high) = (0, list.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = list.Entries[middle].Line;
            if (found == line) return middle;
            if (found < line) low = middle + 1;
            else high = middle - 1;
        }

        return -1;
    }
}
