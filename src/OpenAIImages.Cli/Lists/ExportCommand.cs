using System.CommandLine;
using OpenAIImages.Batch;

namespace OpenAIImages.Cli.Lists;

/// <summary><c>openai-images batch export</c>: from a list to files for the provider's Batch API.</summary>
internal sealed class ExportCommand
{
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The file to write; batch-requests.jsonl by default",
        HelpName = "file",
    };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace existing files" };
    private readonly Option<bool> _json = ListReports.CreateJsonOption();
    private readonly ListArguments _list;

    private ExportCommand() => _list = new ListArguments(OtherOptions);

    private Option[] OtherOptions => [_output, _overwrite, _json];

    public static Command Create()
    {
        var export = new ExportCommand();
        var command = new Command("export", """
            Write a list to files for the provider's Batch API. Each file has one model, and at most 50,000
            requests and 200 MB. Parameter options apply to lines that do not set the parameter.
            """)
        {
            export._list.List,
            export._list.NoValidate,
        };
        foreach (var option in export.OtherOptions.Concat(export._list.Defaults)) command.Options.Add(option);
        command.SetAction((parsed, cancellationToken) => ListReports.RunAsync(
            parsed,
            parsed.GetValue(export._json),
            report => export.RunAsync(parsed, report, cancellationToken),
            cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, IListReport report, CancellationToken cancellationToken)
    {
        await using var spool = await _list.SpoolAsync(parsed, folder: null, cancellationToken);
        var list = await _list.ReadAsync(
            parsed,
            spool?.Name ?? parsed.GetValue(_list.List)!,
            !parsed.GetValue(_list.NoValidate),
            cancellationToken);
        report.Written(await ImageBatchExport.WriteAsync(
            list, parsed.GetValue(_output) ?? "batch-requests.jsonl", parsed.GetValue(_overwrite), cancellationToken));
        return CommandLine.Succeeded;
    }
}
