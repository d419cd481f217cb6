namespace OpenAIImages.Batch.List;

/// <summary>Finds items by their ids. It holds only the hashes of the ids.</summary>
internal sealed class ItemIndex
{
    private readonly ulong[] _keys;
    private readonly int[] _items;

    /// <param name="keys">The hash of the id of each item.</param>
    public ItemIndex(ulong[] keys)
    {
        _keys = keys;
        _items = new int[keys.Length];
        for (var i = 0; i < _items.Length; i++) _items[i] = i;
        Array.Sort(_keys, _items);
    }

    /// <summary>Returns the index of the item with an id; -1 if there is none.</summary>
    public int Find(string id)
    {
        var found = Array.BinarySearch(_keys, ContentHash.Of(id));
        return found < 0 ? -1 : _items[found];
    }

    /// <summary>Returns pairs of items that have the same key.</summary>
    public IEnumerable<(int First, int Second)> FindDuplicates()
    {
        for (var i = 1; i < _keys.Length; i++)
        {
            if (_keys[i] != _keys[i - 1]) continue;
            var (one, other) = (_items[i - 1], _items[i]);
            yield return one < other ? (one, other) : (other, one);
        }
    }
}
