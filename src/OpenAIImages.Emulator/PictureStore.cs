using System.Collections.Concurrent;
using OpenAIImages.Emulator.Drawing;

namespace OpenAIImages.Emulator;

/// <summary>
/// What the answers' URLs lead to. Holds what to draw, not the files, which are drawn when they are fetched; for 60 minutes,
/// as the API's URLs are valid, and no more than the newest 10,000.
/// </summary>
internal sealed class PictureStore(TimeProvider clock)
{
    private const int Capacity = 10_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private readonly ConcurrentDictionary<string, (Picture Picture, DateTimeOffset Expiry)> _pictures = new();
    private readonly ConcurrentQueue<string> _oldest = new();

    /// <summary>Keeps a picture and makes up an id that nobody can guess.</summary>
    public string Keep(Picture picture)
    {
        var id = Guid.NewGuid().ToString("N");
        _pictures[id] = (picture, clock.GetUtcNow() + Lifetime);
        _oldest.Enqueue(id);
        while (_oldest.Count > Capacity && _oldest.TryDequeue(out var oldest))
            _pictures.TryRemove(oldest, out _);
        return id;
    }

    /// <summary>The picture of a file name, or null.</summary>
    public Picture? Find(string fileName) =>
        _pictures.TryGetValue(Path.ChangeExtension(fileName, null), out var found)
        && fileName.EndsWith(".png", StringComparison.Ordinal)
        && clock.GetUtcNow() < found.Expiry
            ? found.Picture
            : null;
}
