using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace OpenAIImages.Emulator.Tests;

/// <summary>Starting and stopping the emulator, and its options.</summary>
public class LifetimeTests
{
    private const string Request = """{"prompt": "otter", "model": "dall-e-2", "size": "256x256"}""";

    [Test]
    public async Task Endpoint_is_the_base_address_of_the_API()
    {
        await using var emulator = await ImagesEmulator.StartAsync();

        emulator.Endpoint.ToString().Should().MatchRegex(@"^http://127\.0\.0\.1:\d+/v1/$");
    }

    [Test]
    public async Task StartAsync_listens_on_loopback_only()
    {
        await using var emulator = await ImagesEmulator.StartAsync();

        var port = emulator.Endpoint.Port;
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        listeners.Where(it => it.Port == port).Should().Equal(new IPEndPoint(IPAddress.Loopback, port));
    }

    [Test]
    public async Task StartAsync_twice_runs_two_emulators()
    {
        await using var first = await EmulatorClient.StartAsync();
        await using var second = await EmulatorClient.StartAsync();

        second.Emulator.Endpoint.Port.Should().NotBe(first.Emulator.Endpoint.Port);
        await first.CreateAsync(Request);
        await second.CreateAsync(Request);
    }

    [Test]
    public async Task DisposeAsync_frees_the_port()
    {
        var stopped = await EmulatorClient.StartAsync();
        var port = stopped.Emulator.Endpoint.Port;
        await stopped.DisposeAsync();

        using var http = new HttpClient();
        await http.Awaiting(it => it.GetAsync(stopped.Emulator.Endpoint)).Should().ThrowAsync<HttpRequestException>();
        await using var next = await EmulatorClient.StartAsync(new ImagesEmulatorOptions { Port = port });
        next.Emulator.Endpoint.Port.Should().Be(port);
        await next.CreateAsync(Request);
    }

    [Test]
    public async Task StartAsync_on_a_port_that_this_user_may_not_use_throws_IOException()
    {
        const int Reserved = 81; // on most systems, for the administrator only
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, Reserved));
            Assert.Ignore("This user may use all ports.");
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AccessDenied)
        {
        }

        await FluentActions.Awaiting(() => ImagesEmulator.StartAsync(new ImagesEmulatorOptions { Port = Reserved }))
            .Should().ThrowAsync<IOException>().WithMessage("*81*");
    }

    [Test]
    public async Task DisposeAsync_twice_does_nothing()
    {
        var emulator = await ImagesEmulator.StartAsync();

        await emulator.DisposeAsync();
        await emulator.Awaiting(it => it.DisposeAsync().AsTask()).Should().NotThrowAsync();
    }

    [Test]
    public async Task DisposeAsync_aborts_requests_in_progress()
    {
        var asked = new TaskCompletionSource();
        var emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions
        {
            Intercept = (context, _) =>
            {
                asked.SetResult();
                return new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
            },
        });
        var call = emulator.PostAsync(Request);
        await asked.Task;

        await emulator.Emulator.DisposeAsync();

        await call.Awaiting(it => it).Should().ThrowAsync<HttpRequestException>();
    }

    [Test]
    public async Task StartAsync_with_taken_port_throws_IOException()
    {
        await using var first = await ImagesEmulator.StartAsync();

        var second = () => ImagesEmulator.StartAsync(new ImagesEmulatorOptions { Port = first.Endpoint.Port });

        await second.Should().ThrowAsync<IOException>();
    }

    /// <summary>
    /// WebApplicationFactory and the tools of Entity Framework run an application up to the first host that it builds.
    /// </summary>
    [Test]
    public async Task StartAsync_in_an_application_is_not_mistaken_for_its_host()
    {
        var isInside = new AsyncLocal<bool>();
        var events = new List<string>();
        var host = new Observer<KeyValuePair<string, object?>>(item =>
        {
            if (isInside.Value) events.Add(item.Key);
        });
        using var subscription = DiagnosticListener.AllListeners.Subscribe(new Observer<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.Extensions.Hosting") listener.Subscribe(host);
        }));
        isInside.Value = true;

        await using var emulator = await ImagesEmulator.StartAsync();

        events.Should().BeEmpty();
    }

    [TestCase(-1, 1)]
    [TestCase(65536, 1)]
    [TestCase(0, -1)]
    public async Task StartAsync_with_options_out_of_range_throws(int port, long maxRequestBytes)
    {
        var options = new ImagesEmulatorOptions { Port = port, MaxRequestBytes = maxRequestBytes };
        var start = () => ImagesEmulator.StartAsync(options);

        await start.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Test]
    public async Task StartAsync_cancelled_throws_OperationCanceledException()
    {
        var start = () => ImagesEmulator.StartAsync(null, new CancellationToken(canceled: true));

        await start.Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task Exception_of_a_callback_is_in_the_response()
    {
        var fault = EmulatorFault.Status(503).When(_ => throw new FormatException("No dragon."));
        await using var emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions { Faults = { fault } });

        using var response = await emulator.PostAsync(Request);

        var error = await ErrorBody.ReadAsync(response, HttpStatusCode.InternalServerError);
        error.Message.Should().Be("The emulator cannot respond: FormatException: No dragon.");
    }

    [Test]
    public async Task Intercept_may_respond_itself_or_pass_a_request_on()
    {
        var calls = 0;
        await using var emulator = await EmulatorClient.StartAsync(new ImagesEmulatorOptions
        {
            Intercept = (context, next) =>
            {
                if (calls++ > 0) return next(context);
                context.Response.StatusCode = 503;
                return Task.CompletedTask;
            },
        });

        using (var failed = await emulator.PostAsync(Request))
        {
            failed.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        }

        await emulator.CreateAsync(Request);
    }

    private sealed class Observer<T>(Action<T> onNext) : IObserver<T>
    {
        public void OnNext(T value) => onNext(value);

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }
}
