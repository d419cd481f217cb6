using System.Security.Cryptography;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>A folder for a list of many items, and its images.</summary>
internal sealed class ProofFolder : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("openai-images-proof-");

    public string Images => Path.Combine(_root.FullName, "images");

    public string List => PathOf("list.jsonl");

    public IEnumerable<JObject> Journal =>
        File.ReadLines(Path.Combine(Images, ImageBatchJournal.FileName)).Select(line => JObject.Parse(line));

    public static string Id(int item) => $"item-{item:D6}";

    public string PathOf(string name) => Path.Combine(_root.FullName, name);

    /// <summary>Writes a list of small pictures, of which there are only a few different ones.</summary>
    public void WriteList(int items, int prompts = 20) => File.WriteAllLines(
        List,
        Enumerable.Range(0, items).Select(item =>
            $$"""{"custom_id":"{{Id(item)}}","prompt":"prompt {{item % prompts}}","model":"dall-e-2","""
            + $$""" "size":"256x256","response_format":"b64_json","user":"{{Id(item)}}"}"""));

    /// <summary>Returns the files of images, without those of the journal.</summary>
    public List<string> ImageFiles() => [.. Directory.EnumerateFiles(Images)
        .Where(path => Path.GetFileName(path) is not ("batch.jsonl" or "batch.lock")).Order(StringComparer.Ordinal)];

    public static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    public void Dispose() => _root.Delete(recursive: true);
}
