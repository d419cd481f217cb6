using System.Net;
using OpenAIImages.Generated.Internal;

namespace OpenAIImages.Generated.Http;

/// <summary>Decides which addresses of images, chosen by a server, may be fetched.</summary>
internal sealed class DownloadPolicy
{
    private readonly Func<Uri, bool>? _allow;
    private readonly bool _requiresHttps;

    public DownloadPolicy(ImagesClientOptions options)
    {
        _allow = options.AllowDownload;
        _requiresHttps = options.Endpoint.Scheme != "http";
        ChecksAddresses = _allow is null && !IsLocal(options.Endpoint);
    }

    /// <summary>Gets whether the addresses that a host name resolves to must be public.</summary>
    public bool ChecksAddresses { get; }

    /// <summary>Throws if an image may not be fetched from this URL.</summary>
    public void Check(Uri address)
    {
        if (_allow is not null)
        {
            if (!_allow(address)) throw new AddressRefusedException("AllowDownload refused the address of the image.");
            return;
        }

        if (_requiresHttps && address.Scheme != "https")
        {
            throw new AddressRefusedException(
                "The image is at an http address, but the endpoint is https. AllowDownload can accept it.");
        }

        if (ChecksAddresses && IsLocal(address)) throw LocalAddress();
    }

    /// <summary>Returns the addresses of a host that connections are allowed to; throws if there are none.</summary>
    public IPAddress[] Filter(IPAddress[] addresses)
    {
        var allowed = ChecksAddresses ? Array.FindAll(addresses, address => address.IsPublic()) : addresses;
        return allowed.Length > 0 ? allowed : throw LocalAddress();
    }

    private static bool IsLocal(Uri address) =>
        address.IsThisMachine() || (IPAddress.TryParse(address.IdnHost.TrimEnd('.'), out var ip) && !ip.IsPublic());

    private static AddressRefusedException LocalAddress() => new(
        "The address of the image leads to this machine or a private network. AllowDownload can accept it.");
}
