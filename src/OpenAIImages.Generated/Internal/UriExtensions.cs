using System.Net;

namespace OpenAIImages.Generated.Internal;

/// <summary>Checks of addresses that <see cref="Uri"/> does not have, or does differently.</summary>
internal static class UriExtensions
{
    /// <summary>Returns whether this is an absolute http or https URL with a host name that can be looked up.</summary>
    /// <remarks><see cref="Uri"/> accepts hosts that have no ASCII form; HttpClient throws on them.</remarks>
    public static bool IsHttp(this Uri? address) =>
        address is { IsAbsoluteUri: true, Scheme: "http" or "https" } && HasHost(address);

    /// <summary>
    /// Returns whether this is an absolute URL for service discovery, which finds the address of the service: with
    /// https if available, otherwise with http.
    /// </summary>
    public static bool IsForServiceDiscovery(this Uri? address) =>
        address is { IsAbsoluteUri: true, Scheme: "https+http" } && HasHost(address);

    /// <summary>Returns whether the host is <c>localhost</c>, a name below it, a loopback or the any-address.</summary>
    public static bool IsThisMachine(this Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        if (!IPAddress.TryParse(host, out var ip))
        {
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        }

        if (ip.IsIPv4MappedToIPv6) ip = ip.MapToIPv4();
        return IPAddress.Any.Equals(ip) || IPAddress.IPv6Any.Equals(ip) || IPAddress.IPv6Loopback.Equals(ip)
            || (ip.GetAddressBytes() is { Length: 4 } bytes && bytes[0] == 127);
    }

    private static bool HasHost(Uri address)
    {
        try
        {
            return address.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }
}
