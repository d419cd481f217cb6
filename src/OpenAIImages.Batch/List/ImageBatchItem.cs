using OpenAIImages.Batch.List;
using OpenAIImages.Generated;

namespace OpenAIImages.Batch;

/// <summary>Represents a request of an <see cref="ImageBatchList"/>.</summary>
public sealed class ImageBatchItem
{
    internal ImageBatchItem(int index, ListEntry entry, string id, string? customId, CreateImageRequest request,
        string path)
    {
        Index = index;
        Entry = entry;
        Id = id;
        CustomId = customId;
        Request = request;
        Path = path;
    }

    /// <summary>Gets the number of the item in the list, starting at 1.</summary>
    public int Number => Index + 1;

    /// <summary>Gets the number of the line, starting at 1. Blank lines count.</summary>
    public int Line => Entry.Line;

    /// <summary>
    /// Gets the id of the item in the journal: the <c>custom_id</c> of the line, or <c>line-</c> and a hash of its
    /// content. Lines can therefore be inserted and moved.
    /// </summary>
    public string Id { get; }

    /// <summary>Gets the <c>custom_id</c> of the line; null if it has none.</summary>
    public string? CustomId { get; }

    /// <summary>Gets the request, including the defaults of the list.</summary>
    public CreateImageRequest Request { get; }

    /// <summary>
    /// Gets the path of the image relative to the folder, such as <c>0007-a-cute-otter</c>. Numbers are added for
    /// several images, and an extension if there is none.
    /// </summary>
    public string Path { get; }

    internal int Index { get; }

    internal ListEntry Entry { get; }
}
