namespace OpenAIImages.Generated.Http;

/// <summary>Exceptions of HttpClient whose messages must not be passed on.</summary>
internal static class HttpFailure
{
    /// <summary>Returns true for a malformed HTTP response: the message quotes bytes of the response.</summary>
    public static bool MayQuoteServer(Exception? failure) =>
#if NET
        failure is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse };
#else
        failure is HttpRequestException { InnerException: null } and not AddressRefusedException
            or IOException { InnerException: null };
#endif

    /// <summary>Returns an exception that quotes nothing.</summary>
    public static HttpRequestException CreateNotHttp() =>
#if NET
        new(HttpRequestError.InvalidResponse, "The server's response is not HTTP.");
#else
        new("The connection failed, or the server's response is not HTTP.");
#endif
}
