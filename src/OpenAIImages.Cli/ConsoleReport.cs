using System.Diagnostics;
using System.Globalization;
using OpenAIImages.Generated;
using Spectre.Console;

namespace OpenAIImages.Cli;

/// <summary>
/// For people: a live status on a terminal, plain lines elsewhere; results to standard output, failures to standard error.
/// </summary>
internal sealed class ConsoleReport : IReport
{
    private const int PlainWidth = 1000; // where there is no terminal: lines stay whole

    private readonly IAnsiConsole _output = CreateConsole(Console.Out);
    private readonly IAnsiConsole _errors = CreateConsole(Console.Error);

    public async Task<T> WhileAsync<T>(string activity, Func<Task<T>> work)
    {
        if (!_output.Profile.Out.IsTerminal)
        {
            Print($"{activity} …");
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

    public void PreviewSaved(string path) => Print($"Preview {path} ({Size(path)})");

    public void Done(GenerationResult result)
    {
        foreach (var path in result.Files)
            Print($"Saved {path} ({Size(path)})");
        foreach (var prompt in result.RevisedPrompts)
            Print($"Revised prompt: {Clean(prompt)}");
        if (result.Usage?.TotalTokens is { } tokens)
            Print(string.Create(CultureInfo.CurrentCulture, $"{tokens:N0} tokens"));
        if (result.RequestId is { } id)
            Print($"Request {Clean(id)}");
    }

    public void Invalid(IReadOnlyList<ImageRequestViolation> violations)
    {
        var table = new Table { Border = _errors.Profile.Out.IsTerminal ? TableBorder.Rounded : TableBorder.Ascii };
        table.AddColumns("Parameter", "Value", "What is allowed");
        foreach (var violation in violations)
        {
            table.AddRow(
                new Text(violation.Parameter), new Text(Shorten(violation.Value)), new Text(violation.Message));
        }
        Error("The request was not sent, because it breaks rules of its model:");
        _errors.Write(table);
    }

    public void Failed(Exception failure)
    {
        Error(failure.Message);
        if (failure is ApiException { Error.Message: { } words })
            _errors.WriteLine(Clean(words));
    }

    private void Error(string message) =>
        _errors.Write(new Paragraph("error: ", new Style(Color.Red)).Append(message + Environment.NewLine));

    private void Print(string line) => _output.WriteLine(line);

    private static IAnsiConsole CreateConsole(TextWriter writer)
    {
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = output,
            // Detection alone looks at the environment only.
            Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
        });
        if (!output.IsTerminal)
            console.Profile.Width = PlainWidth;
        return console;
    }

    /// <summary>What a server says must not steer the terminal.</summary>
    private static string Clean(string words) => string.Concat(words.Select(c => char.IsControl(c) ? ' ' : c));

    private static string Size(string path) =>
        string.Create(CultureInfo.CurrentCulture, $"{new FileInfo(path).Length / 1024.0:N0} KiB");

    private static string Shorten(object? value)
    {
        const int Longest = 40;
        var text = value switch
        {
            null => "(not set)",
            JsonModel model => model.ToJson(),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
        };
        return text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
    }
}
