using System.Net;

namespace OpenAIImages.Generated.Tests;

/// <summary>One response of a <see cref="ScriptedHandler"/>.</summary>
internal delegate Task<HttpResponseMessage> ScriptedResponse(
    HttpRequestMessage request, CancellationToken cancellationToken);

/// <summary>Returns its responses one after the other, repeats the last one, and records the requests.</summary>
internal sealed class ScriptedHandler(params ScriptedResponse[] responses) : HttpMessageHandler
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<HttpRequestMessage> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    /// <summary>Completes with the first request.</summary>
    public Task Asked => _asked.Task;

    public static ScriptedResponse Status(
        int status, string body = "", params (string Name, string Value)[] headers) => (_, _) =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        }

        return Task.FromResult(response);
    };

    public static ScriptedResponse Body(Stream body, int status = 200) =>
        (_, _) => Task.FromResult(
            new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(body) });

    public static ScriptedResponse Failure(Exception exception) =>
        (_, _) => Task.FromException<HttpResponseMessage>(exception);

    public static ScriptedResponse Silence() => (_, cancellationToken) =>
    {
        var never = new TaskCompletionSource<HttpResponseMessage>();
        cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return never.Task;
    };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        Bodies.Add(request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
        _asked.TrySetResult();
        return await responses[Math.Min(Requests.Count, responses.Length) - 1](request, cancellationToken);
    }
}
