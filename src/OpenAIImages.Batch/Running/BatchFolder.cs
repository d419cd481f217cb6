namespace OpenAIImages.Batch.Running;

/// <summary>A folder with its journal, and the status of each item of a list in the journal.</summary>
internal sealed class BatchFolder : IDisposable
{
    private BatchFolder(ImageBatchList list, string path, IImageBatchJournal? journal)
    {
        List = list;
        Files = new ItemFiles(path);
        Statuses = new ItemStatuses(list);
        Journal = journal;
    }

    public ImageBatchList List { get; }

    public ItemFiles Files { get; }

    public ItemStatuses Statuses { get; }

    /// <summary>Gets the journal; null if the folder is only inspected.</summary>
    public IImageBatchJournal? Journal { get; }

    /// <summary>Opens a folder for this process only, and creates it if it does not exist.</summary>
    public static async Task<BatchFolder> OpenAsync(
        ImageBatchList list, string path, ImageBatchOptions options, CancellationToken cancellationToken)
    {
        Check(list, path);
        Directory.CreateDirectory(path);
        var journal = options.OpenJournal is { } open ? open(path) : ImageBatchJournal.Open(path);
        try
        {
            var folder = new BatchFolder(list, path, journal);
            await folder.Statuses.ReadAsync(journal.ReadAsync(cancellationToken)).ConfigureAwait(false);
            return folder;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Inspects a folder without changing anything.</summary>
    public static async Task<BatchFolder> PeekAsync(
        ImageBatchList list, string path, ImageBatchOptions options, CancellationToken cancellationToken)
    {
        Check(list, path);
        var folder = new BatchFolder(list, path, journal: null);
        using var journal = options.OpenJournal?.Invoke(path);
        var entries = journal?.ReadAsync(cancellationToken) ?? ImageBatchJournal.PeekAsync(path, cancellationToken);
        await folder.Statuses.ReadAsync(entries).ConfigureAwait(false);
        return folder;
    }

    /// <summary>Determines what a run has to do.</summary>
    /// <param name="options">The options.</param>
    /// <param name="isImport">
    /// Whether results are imported. An import writes an entry after its image: after a kill, a file may be one of its
    /// images, although the journal does not list it.
    /// </param>
    /// <exception cref="ImageBatchListException">A file at the path of an image was not written by a run.</exception>
    public ImageBatchPlan CreatePlan(ImageBatchOptions options, bool isImport = false)
    {
        CheckFiles(options, isImport);
        var (done, failed, requests, images) = (0, 0, 0, 0L);
        List<int> changed = [];
        List<ImageBatchItem> unknown = [];
        using var reader = List.OpenReader();
        for (var i = 0; i < List.Count; i++)
        {
            var status = Statuses[i].WithoutFlags();
            if (status == ItemStatus.Done) done++;
            if (status == ItemStatus.Failed) failed++;
            if (status == ItemStatus.Unknown) unknown.Add(reader.Read(i, List.Entries[i]));
            if ((Statuses[i] & ItemStatus.Changed) != 0) changed.Add(List.Entries[i].Line);
            if (!IsPending(i, options)) continue;
            requests++;
            images += List.Entries[i].Images;
        }

        return new ImageBatchPlan
        {
            Items = List.Count,
            Done = done,
            Failed = failed,
            Requests = requests,
            Images = images,
            Unknown = unknown,
            ChangedLines = changed,
            Removed = Statuses.Removed,
        };
    }

    /// <summary>Returns whether an item is to be sent.</summary>
    public bool IsPending(int index, ImageBatchOptions options) => Statuses[index].WithoutFlags() switch
    {
        ItemStatus.New => true,
        ItemStatus.Failed => options.RetryFailed,
        ItemStatus.Unknown => options.RetryUnknown,
        _ => false,
    };

    /// <summary>Returns whether files at the path of an item are from an earlier request for the item.</summary>
    public bool MayReplace(ImageBatchItem item) =>
        (Statuses[item.Index] & ItemStatus.IsTaken) == 0 && Statuses[item.Index].WithoutFlags() != ItemStatus.New;

    /// <summary>Returns the full path for the images of an item, and creates its folder.</summary>
    public string PreparePath(ImageBatchItem item) => Files.Prepare(
        (Statuses[item.Index] & ItemStatus.IsTaken) == 0 ? item.Path : Files.GetFree(item.Path, item.Entry.Images));

    public void Dispose() => Journal?.Dispose();

    private static void Check(ImageBatchList list, string path)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (string.IsNullOrWhiteSpace(path)) throw new ArgumentException("The folder is null or blank.", nameof(path));
    }

    private void CheckFiles(ImageBatchOptions options, bool isImport)
    {
        if (!Files.HasFiles()) return;
        List<ImageBatchFault> faults = [];
        using var reader = List.OpenReader();
        for (var i = 0; i < List.Count; i++)
        {
            if (!IsPending(i, options)) continue;
            var item = reader.Read(i, List.Entries[i]);
            var names = ItemFiles.GetNames(item.Path, item.Entry.Images);
            if (Files.FindFileAtFolder(item.Path) is { } file)
            {
                faults.Add(new ImageBatchFault(item.Line, $"{file} is a file, not a folder.", "output"));
            }
            else if (names.Any(Statuses.IsDoneName))
            {
                Statuses[i] |= ItemStatus.IsTaken;
            }
            else if (names.Any(Statuses.IsFormerName))
            {
                if (!options.Overwrite) Statuses[i] |= ItemStatus.IsTaken;
            }
            else if (Statuses[i].WithoutFlags() == ItemStatus.New && !options.Overwrite
                && Files.FindExisting(item.Path, item.Entry.Images) is { } existing)
            {
                if (isImport) Statuses[i] |= ItemStatus.IsTaken;
                else faults.Add(new ImageBatchFault(item.Line, $"{existing} already exists.", "output"));
            }
        }

        if (faults.Count > 0) throw new ImageBatchListException(faults);
    }
}
