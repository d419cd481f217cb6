using System.Diagnostics;
using System.Globalization;
using OpenAIImages.Generated;
using Spectre.Console;

namespace OpenAIImages.Cli;

/// <summary>
/// For people: a live status on a terminal, plain lines elsewhere; failures go to standard error.
/// </summary>
/// <param name="printable">Cleans what is printed.</param>
/// <param name="output">Where results go.</param>
internal sealed class ConsoleReport(Printable printable, TextWriter output) : IReport
{
    private const int PlainWidth = 1_000_000; // if there is no terminal: lines stay whole

    private readonly IAnsiConsole _output = CreateConsole(output);
    private readonly IAnsiConsole _errors = CreateConsole(Console.Error);

    public async Task<T> WhileAsync<T>(string activity, Func<Task<T>> work)
    {
        activity = printable.Text(activity);
        if (!_output.Profile.Out.IsTerminal)
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

        string Describe() => Markup.Escape($"{activity} … {(int)watch.Elapsed.TotalSeconds} s");
    }

    public void PreviewSaved(string path) => PrintFile("Preview", path);

    public void ImageSaved(string path) => PrintFile("Saved", path);

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
        table.AddColumns("Parameter", "Value", "What is allowed");
        foreach (var violation in violations)
        {
            table.AddRow(
                new Text(printable.Text(violation.Parameter)),
                new Text(Shorten(printable.Text(ToText(violation.Value)))),
                new Text(printable.Text(violation.Message)));
        }

        Error("The request was not sent, because it breaks rules of its model:");
        _errors.Write(table);
    }

    public void Failed(Exception failure)
    {
        Error(FailureText.Of(failure));
        if (failure is not ApiException answer) return;
        if (answer.Error?.Message is { } words) Console.Error.WriteLine(printable.Text(words));
        foreach (var image in answer.Images?.Data ?? [])
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
            // Detection alone looks at the environment only.
            Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (!output.IsTerminal) console.Profile.Width = PlainWidth;
        return console;
    }

    private static string Size(string path) =>
        string.Create(CultureInfo.CurrentCulture, $"{new FileInfo(path).Length / 1024.0:N0} KiB");

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
