using Microsoft.AspNetCore.Http;
using OpenAIImages.Emulator.Errors;

namespace OpenAIImages.Emulator.Http;

/// <summary>Requires a key, as a bearer token or in Azure's header.</summary>
/// <param name="apiKey">The only valid key; null if any key is valid.</param>
internal sealed class KeyCheck(string? apiKey)
{
    /// <exception cref="ApiErrorException">The key of the request is missing or wrong.</exception>
    public void Check(HttpRequest request, bool isAzure)
    {
        var key = FindKey(request.Headers);
        if (key.Length > 0 && (apiKey is null || key == apiKey)) return;
        if (isAzure) throw AzureErrors.Unauthorized();
        throw key.Length > 0 ? ApiErrors.WrongKey() : ApiErrors.MissingKey();
    }

    private static string FindKey(IHeaderDictionary headers)
    {
        const string Scheme = "Bearer ";
        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..].Trim()
            : headers["api-key"].ToString().Trim();
    }
}
