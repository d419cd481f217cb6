using System.Buffers.Text;
using System.Text.Json;

namespace OpenAIImages.Batch.Tests.Proofs;

/// <summary>What an import is compared with: programs that read the same file and decode its base64.</summary>
internal static class ImportBaselines
{
    /// <summary>A loop over the bytes on one core, which knows no JSON.</summary>
    public const string Bytes = "bytes";

    /// <summary>The same loop on all cores, which also writes a file for each image.</summary>
    public const string Files = "files";

    /// <summary>Line by line, as JSON.</summary>
    public const string Lines = "lines";

    private const int BufferSize = 1024 * 1024;
    private const int PartLength = 32 * 1024 * 1024;
    private const int MinImage = 1000;

    public static void Run(string kind, string path, string folder)
    {
        switch (kind)
        {
            case Bytes:
                ReadPart(path, start: 0, long.MaxValue, folder: null);
                break;
            case Files:
                Directory.CreateDirectory(folder);
                var parts = (int)((new FileInfo(path).Length + PartLength - 1) / PartLength);
                var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
                Parallel.For(0, parts, options, part => ReadPart(path, (long)part * PartLength, PartLength, folder));
                break;
            case Lines:
                ReadLines(path);
                break;
            default:
                throw new ArgumentException($"There is no baseline {kind}.", nameof(kind));
        }
    }

    private static void ReadLines(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var body = json.RootElement.GetProperty("response").GetProperty("body");
            _ = body.GetProperty("data")[0].GetProperty("b64_json").GetBytesFromBase64();
        }
    }

    private static void ReadPart(string path, long start, long length, string? folder)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        file.Position = start;
        var buffer = new byte[BufferSize];
        var decoded = new byte[BufferSize];
        FileStream? image = null;
        var images = 0;
        int read;
        while ((read = file.Read(buffer, 0, (int)Math.Min(buffer.Length, length))) > 0)
        {
            length -= read;
            var ahead = buffer.AsSpan(0, read);
            while (ahead.Length >= 4)
            {
                // Runs of base64; what is between them is not.
                Base64.DecodeFromUtf8(
                    ahead[..(ahead.Length / 4 * 4)], decoded, out var used, out var count, isFinalBlock: false);
                ahead = ahead[Math.Min(ahead.Length, used + 1)..];
                if (folder is null) continue;
                if (count >= MinImage)
                {
                    image ??= new FileStream(
                        Path.Combine(folder, $"{start}-{images++}.png"), FileMode.CreateNew, FileAccess.Write);
                    image.Write(decoded, 0, count);
                }

                // The image continues in the next piece.
                if (ahead.Length < 4 && count >= MinImage) continue;
                image?.Dispose();
                image = null;
            }
        }

        image?.Dispose();
    }
}
