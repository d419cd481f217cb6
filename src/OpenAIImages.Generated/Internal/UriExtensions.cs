namespace OpenAIImages.Generated.Internal;

/// <summary>Which addresses can be asked for something.</summary>
internal static class UriExtensions
{
    /// <summary>
    /// Whether it is an http or https URL, and its host a name that can be looked up: <see cref="Uri"/> takes some that have no
    /// ASCII form, and HttpClient breaks on them.
    /// </summary>
    public static bool IsHttp(Uri? address)
    {
        if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https" }) return false;
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
