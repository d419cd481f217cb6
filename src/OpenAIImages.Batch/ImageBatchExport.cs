using System.Globalization;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using OpenAIImages.Batch.List;
using OpenAIImages.Batch.Transfer;

namespace OpenAIImages.Batch;

/// <summary>Writes lists to files for the provider's Batch API.</summary>
public static class ImageBatchExport
{
    private const int MaxRequests = 50_000;
    private const long MaxBytes = 200_000_000;

    /// <summary>
    /// Writes the requests of a list as lines for the Batch API. Each file has one model, at most 50,000 requests and
    /// at most 200 MB.
    /// </summary>
    /// <remarks>
    /// Lines without a <c>custom_id</c> get an id that <see cref="ImageBatchImport"/> recognizes. If there are several
    /// files, the model and a number are added to their names.
    /// </remarks>
    /// <param name="list">The list.</param>
    /// <param name="path">The path of the file.</param>
    /// <param name="overwrite">Whether existing files are replaced.</param>
    /// <param name="cancellationToken">Cancels the export, so that no files are written.</param>
    /// <returns>The paths of the files.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="list"/> is null, or <paramref name="path"/> is null or blank.
    /// </exception>
    /// <exception cref="IOException">A file exists or cannot be written, or the list has changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    /// <exception cref="OperationCanceledException">The export was canceled.</exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        ImageBatchList list, string path, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (string.IsNullOrWhiteSpace(path)) throw new ArgumentException("The path is null or blank.", nameof(path));
        return await Task.Run(() => Write(list, path, overwrite, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    private static string[] Write(
        ImageBatchList list, string path, bool overwrite, CancellationToken cancellationToken)
    {
        List<ExportFile> files = [];
        try
        {
            Dictionary<string, ExportFile> current = new(StringComparer.Ordinal);
            foreach (var item in list.ReadItems())
            {
                cancellationToken.ThrowIfCancellationRequested();
                Add(item, path, files, current);
            }

            return Commit(files, path, overwrite);
        }
        finally
        {
            foreach (var file in files) file.Dispose();
        }
    }

    private static void Add(
        ImageBatchItem item, string path, List<ExportFile> files, Dictionary<string, ExportFile> current)
    {
        var line = new JObject
        {
            ["custom_id"] = item.Id,
            ["method"] = "POST",
            ["url"] = LineParser.Url,
            ["body"] = new JRaw(item.Request.ToJson()),
        }.ToString(Formatting.None);
        var model = item.Request.Model?.ToString() ?? string.Empty;
        if (!current.TryGetValue(model, out var file)) file = Begin(1);
        if (!file.TryAdd(line, MaxRequests, MaxBytes)) Begin(file.Part + 1).TryAdd(line, MaxRequests, MaxBytes);

        ExportFile Begin(int part)
        {
            if (current.TryGetValue(model, out var former)) former.Close();
            // The names of two models may differ only in characters that are replaced, or in case.
            while (files.Exists(IsNamed)) part++;
            var begun = new ExportFile(GetPath(path, model, part), part);
            files.Add(begun);
            return current[model] = begun;

            bool IsNamed(ExportFile other) =>
                other.Path.Equals(GetPath(path, model, part), StringComparison.OrdinalIgnoreCase);
        }
    }

    private static string[] Commit(List<ExportFile> files, string path, bool overwrite)
    {
        // A single file keeps its name.
        if (files.Count == 1) files[0].Path = path;
        foreach (var file in files) file.Close();
        if (!overwrite && files.Find(file => File.Exists(file.Path)) is { } existing)
        {
            throw new IOException($"{existing.Path} already exists.");
        }

        foreach (var file in files) file.Commit(overwrite);
        return [.. files.Select(file => file.Path)];
    }

    private static string GetPath(string path, string model, int part)
    {
        var extension = Path.GetExtension(path);
        var name = new StringBuilder(path.Substring(0, path.Length - extension.Length));
        if (model.Length > 0) name.Append('-');
        foreach (var character in model)
        {
            name.Append(char.IsLetterOrDigit(character) || character == '.' ? character : '-');
        }

        if (part > 1) name.Append('-').Append(part.ToString(CultureInfo.InvariantCulture));
        return name.Append(extension).ToString();
    }
}
