using System.Diagnostics;
using System.Globalization;
using OpenAIImages.Cli.Terminal;
using OpenAIImages.Generated;
using Spectre.Console;

namespace OpenAIImages.Cli;

/// <summary>
/// The report for people: a live status on a terminal, plain lines elsewhere. Failures are written to standard error.
/// </summary>
/// <param name="printable">Cleans what is printed.</param>
/// <param name="output">Where results go.</param>
/// <param name="options">The names of the options.</param>
/// <param name="shows">Whether images are shown on the terminal.</param>
/// <param name="opens">Whether images are opened with the default program of the system.</param>
internal sealed class ConsoleReport(
    Printable printable, TextWriter output, RequestOptions options, bool shows, bool opens) : IReport
{
    private const int PlainWidth = 1_000_000; // without a terminal, lines are not wrapped

    private readonly IAnsiConsole _output = CreateConsole(output);
    private readonly IAnsiConsole _errors = CreateConsole(Console.Error);
    private readonly Stopwatch _sinceRetry = new();
    private TerminalPicture? _picture;
    private RetryNotice? _retry;

    // Pictures are not written to files or to other programs.
    private bool IsTerminal => _output.Profile.Out.IsTerminal;

    private TerminalPicture? Picture => shows && IsTerminal ? _picture ??= new TerminalPicture(_output, output) : null;

    public async Task<T> WhileAsync<T>(string activity, Func<Task<T>> work)
    {
        activity = printable.Text(activity);
        // The live status and pictures would overwrite each other.
        if (!IsTerminal || shows)
        {
            output.WriteLine($"{activity} …");
            return await work();
        }

        var watch = Stopwatch.StartNew();
        return await _output.Status().StartAsync(Describe(), async status =>
        {
            await using var timer = new Timer(
                _ => status.Status = Describe(), null, TimeSpan.Zero, period: TimeSpan.FromSeconds(0.5));
            return await work();
        });

        string Describe() => Markup.Escape(
            _retry is { } retry && _sinceRetry.Elapsed < retry.Delay
                ? $"{activity} … {ToText(retry, retry.Delay - _sinceRetry.Elapsed)}"
                : $"{activity} … {(int)watch.Elapsed.TotalSeconds} s");
    }

    public void Retrying(RetryNotice retry)
    {
        _retry = retry;
        _sinceRetry.Restart();
        if (!IsTerminal || shows) Console.Error.WriteLine(ToText(retry, retry.Delay));
    }

    public void PreviewSaved(string path)
    {
        Picture?.ErasePreview();
        PrintFile("Preview", path);
        Picture?.Show(path, isPreview: true);
    }

    public void ImageSaved(string path)
    {
        Picture?.ErasePreview();
        PrintFile("Saved", path);
        if (Picture?.Show(path, isPreview: false) == false) Print("The terminal cannot show this format.");
        if (opens && IsTerminal && !FileViewer.TryOpen(path)) Print("The system has no program to open the image.");
    }

    public void Done(GenerationResult result)
    {
        foreach (var prompt in result.RevisedPrompts) Print($"Revised prompt: {prompt}");
        if (result.Usage?.TotalTokens is { } tokens)
        {
            Print(string.Create(CultureInfo.CurrentCulture, $"{tokens:N0} tokens"));
        }

        if (result.RequestId is { } id) Print($"Request {id}");
    }

    public void Invalid(IReadOnlyList<ImageRequestViolation> violations)
    {
        var table = new Table { Border = _errors.Profile.Out.IsTerminal ? TableBorder.Rounded : TableBorder.Ascii };
        table.AddColumns("Option", "Value", "What is allowed");
        foreach (var violation in violations)
        {
            table.AddRow(
                new Text(printable.Text(options.GetOptionName(violation.Parameter))),
                new Text(Shorten(printable.Text(ToText(violation.Value)))),
                new Text(printable.Text(options.GetOptionMessage(violation))));
        }

        Error("The request was not sent, because it violates rules of its model:");
        _errors.Write(table);
    }

    public void Failed(Exception failure)
    {
        Error(FailureText.Of(failure));
        if (failure is not ApiException api) return;
        if (api.Error?.Message is { } words) Console.Error.WriteLine(printable.Text(words));
        foreach (var image in api.Images?.Data ?? [])
        {
            if (image.Url is { } url) Console.Error.WriteLine(printable.Text($"The image is at {url.OriginalString}"));
        }
    }

    private void Error(string message)
    {
        _errors.Write(new Text("error: ", new Style(Color.Red)));
        Console.Error.WriteLine(printable.Text(message));
    }

    private void Print(string line) => output.WriteLine(printable.Text(line));

    private void PrintFile(string what, string path) =>
        output.WriteLine($"{what} {Printable.Path(path)} ({Size(path)})");

    internal static IAnsiConsole CreateConsole(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            // By itself, detection only checks the environment.
            Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (!output.IsTerminal) console.Profile.Width = PlainWidth;
        return console;
    }

    private static string Size(string path) =>
        string.Create(CultureInfo.CurrentCulture, $"{new FileInfo(path).Length / 1024.0:N0} KiB");

    private static string ToText(RetryNotice retry, TimeSpan wait)
    {
        var cause = retry.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? "The connection failed";
        return string.Create(CultureInfo.CurrentCulture, $"{cause}, next attempt in {wait.TotalSeconds:0.##} s");
    }

    private static string ToText(object? value) => value switch
    {
        null => "(not set)",
        JsonModel model => model.ToJson(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private static string Shorten(string text)
    {
        const int Longest = 40;
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
    }
}
