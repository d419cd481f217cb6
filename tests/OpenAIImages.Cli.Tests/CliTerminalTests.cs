namespace OpenAIImages.Cli.Tests;

/// <summary>Pictures on a terminal, and the status shown while a call waits.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CliTerminalTests : IDisposable
{
    private const string Kitty = "\u001b_Ga=T,f=100";
    private const string ITerm = "\u001b]1337;File=inline=1";
    private const string HalfBlock = "\u2580";
    private const string Erase = "A\u001b[J";

    private readonly CliProcess _cli = new();

    public CliTerminalTests()
    {
        foreach (var name in new[] { "TMUX", "TERM_PROGRAM", "LC_TERMINAL", "KITTY_WINDOW_ID" }) _cli.Unset.Add(name);
        _cli.Environment["TERM"] = "xterm-256color";
    }

    public void Dispose() => _cli.Dispose();

    [TestCase("TERM", "xterm-256color", nameof(HalfBlock))]
    [TestCase("TERM", "xterm-kitty", nameof(Kitty))]
    [TestCase("TERM_PROGRAM", "ghostty", nameof(Kitty))]
    [TestCase("KITTY_WINDOW_ID", "1", nameof(Kitty))]
    [TestCase("TERM_PROGRAM", "iTerm.app", nameof(ITerm))]
    public async Task Show_draws_the_picture_as_the_terminal_takes_it(string variable, string value, string protocol)
    {
        _cli.Environment[variable] = value;

        var result = await _cli.RunOnTerminalAsync("otter", "--emulator", "--show");

        result.ExitCode.Should().Be(0, result.Output);
        result.Output.Should().Contain("Saved image.png");
        result.Output.Contains(HalfBlock).Should().Be(protocol == nameof(HalfBlock));
        result.Output.Contains(Kitty).Should().Be(protocol == nameof(Kitty));
        result.Output.Contains(ITerm).Should().Be(protocol == nameof(ITerm));
    }

    [Test]
    public async Task Show_within_tmux_uses_characters()
    {
        _cli.Environment["KITTY_WINDOW_ID"] = "1";
        _cli.Environment["TMUX"] = "any";

        (await _cli.RunOnTerminalAsync("otter", "--emulator", "--show")).Output.Should().Contain(HalfBlock);
    }

    [Test]
    public async Task Show_replaces_previews()
    {
        var result = await _cli.RunOnTerminalAsync("otter", "--emulator", "--show", "--partial-images", "2");

        result.ExitCode.Should().Be(0, result.Output);
        result.Output.Split(Erase).Should().HaveCount(3, "each of two previews makes room for what follows");
    }

    [Test]
    public async Task Show_and_open_do_nothing_when_output_is_redirected()
    {
        var viewer = AddViewer();
        _cli.Environment["KITTY_WINDOW_ID"] = "1";

        var result = await _cli.RunAsync("otter", "--emulator", "--show", "--open");

        result.ExitCode.Should().Be(0);
        result.Output.Should().NotContain("\u001b").And.NotContain(HalfBlock);
        File.Exists(viewer).Should().BeFalse();
    }

    [Test]
    public async Task Open_starts_the_viewer_with_the_file()
    {
        var viewer = AddViewer();

        // The viewer writes to a pipe, so that reading waits for it.
        var result = await _cli.RunOnTerminalAsync(["otter", "--emulator", "--open"], then: $"cat '{viewer}.pipe'");

        result.ExitCode.Should().Be(0, result.Output);
        result.Output.Trim().Should().EndWith(_cli.PathOf("image.png"));
    }

    [Test]
    public async Task Retry_is_reported()
    {
        var isFirst = true;
        await using var server = new FaultServer(connection =>
        {
            var (status, headers) = isFirst ? (429, "retry-after-ms: 20\r\n") : (400, "");
            isFirst = false;
            return connection.RespondAsync(status, "{}", headers: headers);
        });

        var result = await _cli.RunAsync("otter", "--endpoint", server.Endpoint.AbsoluteUri);

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain("429, next attempt in 0.02 s");
    }

    /// <summary>Puts a viewer into the path, and returns the file that shows that it was started.</summary>
    private string AddViewer()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("The viewer is called xdg-open on Linux only.");
            throw new PlatformNotSupportedException();
        }

        var folder = Directory.CreateDirectory(_cli.PathOf("bin")).FullName;
        var started = Path.Combine(folder, "started");
        var script = Path.Combine(folder, "xdg-open");
        File.WriteAllText(script, $"#!/bin/sh\ntouch '{started}'\nprintf '%s\\n' \"$1\" > '{started}.pipe'\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var pipe = System.Diagnostics.Process.Start("mkfifo", [started + ".pipe"]);
        pipe.WaitForExit();
        _cli.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        return started;
    }
}
