namespace OpenAIImages.Tests;

/// <summary>A client for a server with faults, with the clock of the test.</summary>
internal static class FaultClient
{
    public const string Key = "sk-test-3f9c1d7b5a";
    public const string Prompt = "An otter that must stay secret";

    /// <summary>The timeout of an attempt, by the clock of the test.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    public static ImagesClientOptions Options(Uri endpoint, TimeProvider time) => new()
    {
        ApiKey = Key,
        Endpoint = endpoint,
        TimeProvider = time,
        Timeout = Timeout,
        MaxResponseBytes = 4 * 1024 * 1024,
    };

    public static CreateImageRequest Request() => new() { Prompt = Prompt, Model = "a-model" };

    /// <summary>Makes the call, and counts the complete images.</summary>
    public static async Task<int> CallAsync(
        ImagesClient client, CallForm form, CancellationToken cancellationToken = default)
    {
        switch (form)
        {
            case CallForm.Buffered:
                return (await client.CreateImageAsync(Request(), cancellationToken)).Data.Count;
            case CallForm.Direct:
                return (await client.CreateImageAsync(Request(), _ => Stream.Null, cancellationToken)).Data.Count;
            default:
                var images = 0;
                await foreach (var imageEvent in client.CreateImageStreamAsync(Request(), cancellationToken))
                {
                    images += imageEvent is ImageGenCompletedEvent ? 1 : 0;
                }

                return images;
        }
    }

    /// <summary>Makes the call; checks that a successful one returns the one image.</summary>
    public static Task<Outcome> OutcomeAsync(ImagesClient client, CallForm form) =>
        OutcomeAsync(async () => (await CallAsync(client, form)).Should().Be(1));

    /// <summary>Returns how a call ends; one that does not end fails the test instead of blocking it.</summary>
    public static async Task<Outcome> OutcomeAsync(Func<Task> call)
    {
        try
        {
            await call().WaitAsync(TimeSpan.FromMinutes(1));
            return Outcome.Images;
        }
        catch (HttpRequestException)
        {
            return Outcome.Connection;
        }
        catch (TaskCanceledException exception) when (exception.InnerException is TimeoutException)
        {
            return Outcome.Timeout;
        }
        catch (ApiException)
        {
            return Outcome.Api;
        }
    }
}
