using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>Responds on loopback, in a separate process, and sends each body slowly.</summary>
internal static class TrickleServer
{
    public const string Mode = "trickle-server";

    private const int Pieces = 40;

    /// <summary>Serves until standard input ends; reports its port first.</summary>
    public static async Task RunAsync(string milliseconds)
    {
        var pause = TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture)) / Pieces;
        var body = CannedResponse.OfImages(1, megabytes: 2).Body;
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start(backlog: 256);
        Child.Report(((IPEndPoint)listener.LocalEndpoint).Port);
        _ = AcceptAsync(listener, body, pause);
        await Console.In.ReadToEndAsync();
    }

    private static async Task AcceptAsync(TcpListener listener, byte[] body, TimeSpan pause)
    {
        while (true) _ = ServeAsync(await listener.AcceptTcpClientAsync(), body, pause);
    }

    private static async Task ServeAsync(TcpClient connection, byte[] body, TimeSpan pause)
    {
        using (connection)
        {
            var stream = connection.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            while (await ReadRequestAsync(reader))
            {
                await stream.WriteAsync(Encoding.Latin1.GetBytes(
                    $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"));
                foreach (var piece in body.Chunk((body.Length / Pieces) + 1))
                {
                    await Task.Delay(pause);
                    await stream.WriteAsync(piece);
                }
            }
        }
    }

    /// <summary>Skips a request with its body; false when the connection ends instead.</summary>
    private static async Task<bool> ReadRequestAsync(StreamReader reader)
    {
        const string Length = "Content-Length:";
        var length = 0;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Length, StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line.AsSpan(Length.Length), CultureInfo.InvariantCulture);
            }

            if (line.Length > 0) continue;
            return await reader.ReadBlockAsync(new char[length]) == length;
        }

        return false;
    }
}
