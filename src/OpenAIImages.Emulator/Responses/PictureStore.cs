using System.Collections.Concurrent;
using OpenAIImages.Emulator.Drawing;

namespace OpenAIImages.Emulator.Responses;

/// <summary>
/// The pictures that responses link to. It holds descriptions, not files: a picture is drawn when it is fetched. At
/// most 10,000 pictures are kept, for 60 minutes, the time for which URLs of the API are valid.
/// </summary>
internal sealed class PictureStore(TimeProvider clock)
{
    private const int Capacity = 10_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private readonly ConcurrentDictionary<string, (Picture Picture, DateTimeOffset Expiry)> _pictures = new();
    private readonly ConcurrentQueue<string> _oldest = new();

    /// <summary>Keeps a picture.</summary>
    /// <returns>The name of its file, which nobody can guess.</returns>
    public string Add(Picture picture)
    {
        var name = $"{Guid.NewGuid():N}.{picture.Format.Type}";
        _pictures[name] = (picture, clock.GetUtcNow() + Lifetime);
        _oldest.Enqueue(name);
        while (_oldest.Count > Capacity && _oldest.TryDequeue(out var oldest)) _pictures.TryRemove(oldest, out _);
        return name;
    }

    /// <summary>Returns the picture of a file name; null if it does not exist, or is no longer kept.</summary>
    public Picture? Find(string fileName) =>
        _pictures.TryGetValue(fileName, out var found) && clock.GetUtcNow() < found.Expiry ? found.Picture : null;
}
