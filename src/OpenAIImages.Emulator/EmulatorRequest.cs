using System.Text;
using OpenAIImages.Generated;

namespace OpenAIImages.Emulator;

/// <summary>Represents a request that an emulator has received.</summary>
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

    /// <summary>Gets the number of the request since the start of the emulator, starting at 1.</summary>
    public int Number { get; }

    /// <summary>Gets the time at which the request arrived, by the emulator's clock.</summary>
    public DateTimeOffset Received { get; }

    /// <summary>Gets the HTTP method, such as <c>POST</c>.</summary>
    public string Method { get; }

    /// <summary>Gets the path and the query, such as <c>/v1/images/generations</c>.</summary>
    public string Path { get; }

    /// <summary>
    /// Gets the headers. Names are not case-sensitive. <c>***</c> replaces keys: the value of <c>Authorization</c>
    /// after the scheme, and the values of <c>api-key</c> and <c>Cookie</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets the body as text; empty if there is none, or if it could not be received.</summary>
    public string Body => Encoding.UTF8.GetString(_body);

    /// <summary>
    /// Gets the request for images in the body; null if the body is not a valid request for images. If the name of a
    /// deployment was sent, its model is the model of the deployment. Do not modify this object.
    /// </summary>
    public CreateImageRequest? ImageRequest { get; internal set; }

    /// <summary>
    /// Gets the status of the response; null before the response begins, or if a fault dropped the connection before
    /// it.
    /// </summary>
    public int? StatusCode { get; internal set; }

    /// <summary>Whether a fault dropped the connection before the response.</summary>
    internal bool IsDropped { get; set; }

    /// <summary>The length of the body, in bytes.</summary>
    internal int Length => _body.Length;
}
