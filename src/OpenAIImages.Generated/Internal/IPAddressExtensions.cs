using System.Net;
using System.Net.Sockets;

namespace OpenAIImages.Generated.Internal;

/// <summary>Decides whether an address is on the internet, or on this machine or a private network.</summary>
internal static class IPAddressExtensions
{
    /// <summary>
    /// Returns false for loopback, private, shared, link-local (cloud metadata services), multicast, reserved and
    /// unspecified addresses, also if they are embedded in IPv6.
    /// </summary>
    public static bool IsPublic(this IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetwork ? IsPublic(bytes, 0) : IsPublicIPv6(bytes);
    }

    private static bool IsPublic(byte[] bytes, int offset)
    {
        int first = bytes[offset], second = bytes[offset + 1], third = bytes[offset + 2];
        return first switch
        {
            0 or 10 or 127 or >= 224 => false,
            100 => second is < 64 or > 127,
            169 => second != 254,
            172 => second is < 16 or > 31,
            192 => second != 168 && !(second == 0 && third is 0 or 2),
            198 => second is not (18 or 19) && !(second == 51 && third == 100),
            203 => !(second == 0 && third == 113),
            _ => true,
        };
    }

    private static bool IsPublicIPv6(byte[] bytes)
    {
        // Mapped, compatible and translated (NAT64) addresses end in an IPv4 address; 6to4 begins with one.
        var isZero = bytes.Take(10).All(value => value == 0);
        if (isZero && ((bytes[10] == 0xFF && bytes[11] == 0xFF) || (bytes[10] == 0 && bytes[11] == 0)))
        {
            return IsPublic(bytes, 12);
        }

        var prefix = (bytes[0] << 8) | bytes[1];
        // Only of the well-known prefix: 64:ff9b:1::/48 is for translation within a network.
        if (prefix == 0x0064 && bytes[2] == 0xFF && bytes[3] == 0x9B)
        {
            return bytes[4] == 0 && bytes[5] == 0 && IsPublic(bytes, 12);
        }

        if (prefix == 0x2002) return IsPublic(bytes, 2);
        // 2000::/3 is all that is assigned, without Teredo (2001::/32) and documentation (2001:db8::/32).
        return bytes[0] is >= 0x20 and <= 0x3F
            && !(prefix == 0x2001 && ((bytes[2] == 0 && bytes[3] == 0) || (bytes[2] == 0x0D && bytes[3] == 0xB8)));
    }
}
