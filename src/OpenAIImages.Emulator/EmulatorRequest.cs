using System.Text;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator;

/// <summary>A request that an emulator has received.</summary>
public sealed class EmulatorRequest
{
    private readonly byte[] _body;

    internal EmulatorRequest(
        int number,
        DateTimeOffset received,
        string method,
        string path,
        IReadOnlyDictionary<string, string> headers,
        byte[] body)
    {
        (Number, Received, Method, Path, Headers, _body) = (number, received, method, path, headers, body);
    }

    /// <summary>Gets the number of the request in the emulator's life, from 1.</summary>
    public int Number { get; }

    /// <summary>Gets the time at which it arrived, by the emulator's clock.</summary>
    public DateTimeOffset Received { get; }

    /// <summary>Gets the HTTP method, such as <c>POST</c>.</summary>
    public string Method { get; }

    /// <summary>Gets the path and the query, such as <c>/v1/images/generations</c>.</summary>
    public string Path { get; }

    /// <summary>
    /// Gets the headers, whose names are not case-sensitive. Keys are replaced by <c>***</c>: the value of
    /// <c>Authorization</c> after its scheme, and those of <c>api-key</c> and <c>Cookie</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the body as text; empty if there is none, or if it could not be received.</summary>
    public string Body => Encoding.UTF8.GetString(_body);

    /// <summary>
    /// Gets the request for images that the body contains; null if it was none, or not a valid one. Its model is the
    /// one behind the name that was sent. Do not change it.
    /// </summary>
    public CreateImageRequest? ImageRequest { get; internal set; }

    /// <summary>
    /// Gets the status of the response; null before the response begins, and if a fault dropped the connection before.
    /// </summary>
    public int? StatusCode { get; internal set; }

    /// <summary>Whether a fault dropped the connection before the response.</summary>
    internal bool IsDropped { get; set; }

    /// <summary>The length of the body, in bytes.</summary>
    internal int Length => _body.Length;
}
