using System.Net;

namespace OpenAIImages.Emulator.Http;

/// <summary>The names of this machine.</summary>
internal static class LocalNames
{
    /// <param name="host">A name or address. An IPv6 address may have brackets.</param>
    public static bool Contains(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IsLocal(address));

    // On Linux and macOS, a connection to "any address" goes to this machine.
    private static bool IsLocal(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
