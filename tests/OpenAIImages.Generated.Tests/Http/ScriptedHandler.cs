using System.Net;

namespace OpenAIImages.Generated.Tests;

/// <summary>One answer of a <see cref="ScriptedHandler"/>.</summary>
internal delegate Task<HttpResponseMessage> Answer(HttpRequestMessage request, CancellationToken cancellationToken);

/// <summary>Gives its answers one after the other, the last one again and again, and keeps what was asked.</summary>
internal sealed class ScriptedHandler(params Answer[] answers) : HttpMessageHandler
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<HttpRequestMessage> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    /// <summary>Completes with the first request.</summary>
    public Task Asked => _asked.Task;

    public static Answer Status(int status, string body = "", params (string Name, string Value)[] headers) => (_, _) =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        }

        return Task.FromResult(response);
    };

    public static Answer Body(Stream body, int status = 200) =>
        (_, _) => Task.FromResult(
            new HttpResponseMessage((HttpStatusCode)status) { Content = new StreamContent(body) });

    public static Answer Failure(Exception exception) => (_, _) => Task.FromException<HttpResponseMessage>(exception);

    public static Answer Silence() => (_, cancellationToken) =>
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
        return await answers[Math.Min(Requests.Count, answers.Length) - 1](request, cancellationToken);
    }
}
