using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenAIImages.Tests;

/// <summary>The server side of one connection.</summary>
internal sealed partial class FaultConnection(Socket socket)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _isClosed;

    /// <summary>The port on which the server listens.</summary>
    public int LocalPort { get; } = ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>The request that the script responds to.</summary>
    public string LastRequest { get; private set; } = "";

    /// <summary>Reads the next request with its body; null when the client has closed the connection.</summary>
    public async Task<string?> ReadRequestAsync()
    {
        var text = new StringBuilder();
        while (!IsWhole(text.ToString()))
        {
            var read = await socket.ReceiveAsync(_buffer);
            if (read == 0)
            {
                return text.Length == 0 ? null : text.ToString();
            }

            text.Append(Encoding.Latin1.GetString(_buffer, 0, read));
        }

        return LastRequest = text.ToString();
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    /// <summary>Sends a whole response.</summary>
    public async Task RespondAsync(
        int status, string body, string contentType = "application/json", string headers = "")
    {
        var content = Encoding.UTF8.GetBytes(body);
        var head = $"HTTP/1.1 {status} Status\r\nContent-Type: {contentType}\r\n"
            + $"Content-Length: {content.Length}\r\n{headers}\r\n";
        await SendAsync((byte[])[.. Encoding.Latin1.GetBytes(head), .. content]);
    }

    /// <summary>Ends the connection properly.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            socket.Close();
        }
    }

    /// <summary>Resets the connection.</summary>
    public void Reset()
    {
        // Both the script and the server may close it.
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
    }

    private static bool IsWhole(string request)
    {
        const char TlsHandshake = '\x16';
        if (request.StartsWith(TlsHandshake))
        {
            return true;
        }

        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var length = ContentLength().Match(request, 0, end);
        return !length.Success
            || request.Length >= end + 4 + int.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\r\nContent-Length: *(\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex ContentLength();
}
