using System.Net;
using OpenAIImages.Generated.Internal;

namespace OpenAIImages.Generated.Http;

/// <summary>The system's proxy, except for this machine, where unencrypted http is allowed.</summary>
internal sealed class LoopbackBypassingProxy(IWebProxy? proxy) : IWebProxy
{
    public ICredentials? Credentials
    {
        get => proxy?.Credentials;
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy!.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsThisMachine() || proxy is null || proxy.IsBypassed(host);
}
