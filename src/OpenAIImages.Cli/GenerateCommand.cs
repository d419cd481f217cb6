using System.CommandLine;
using OpenAIImages.Emulator;
using OpenAIImages.Generated;

namespace OpenAIImages.Cli;

/// <summary><c>openai-images "a prompt"</c>: from the command line to files.</summary>
internal sealed class GenerateCommand
{
    public const string JsonName = "--json";

    private readonly Argument<string?> _prompt = new("prompt")
    {
        Description = "What to draw; if it is - or omitted, it is read from standard input",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description =
            "The file or folder to write to, or - for standard output; by default image.png in the current folder. "
            + "Numbers are added for several images. An extension such as .webp selects the format",
        HelpName = "path",
    };

    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "Replace existing files" };

    private readonly Option<bool> _json = new(JsonName) { Description = "Print the result as JSON, for programs" };

    private readonly Option<bool> _show = new("--show")
    {
        Description = "Show the image on the terminal, with previews while it is drawn",
    };

    private readonly Option<bool> _open = new("--open")
    {
        Description = "Open the image with the default program of the system",
    };

    private readonly CallOptions _call = new();
    private readonly RequestOptions _request;

    private GenerateCommand() => _request = new RequestOptions(OtherOptions);

    private Option[] OtherOptions => [_output, _overwrite, _json, _show, _open, .. _call.All];

    public static RootCommand Create()
    {
        var command = new GenerateCommand();
        var root = new RootCommand("""
            Create images from a prompt, with OpenAI, Azure OpenAI or a compatible server.

            Environment variables: OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_ORG_ID, OPENAI_PROJECT_ID.
            Azure: AZURE_OPENAI_API_KEY, AZURE_OPENAI_ENDPOINT, OPENAI_API_VERSION. An endpoint on this
            machine needs no key.
            Exit codes: 0 success, 1 the call failed, 2 wrong usage or an invalid request, 130 interrupted.
            """)
        {
            command._prompt,
        };
        foreach (var option in command._request.All.Concat(command.OtherOptions)) root.Options.Add(option);
        root.SetAction(command.RunAsync);
        return root;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var paths = new OutputPaths(parsed.GetValue(_output));
        var printable = new Printable(parsed.Tokens.Select(token => token.Value));
        var output = paths.IsStandardOutput ? Console.Error : Console.Out;
        IReport report = parsed.GetValue(_json)
            ? new JsonReport(printable, output)
            : new ConsoleReport(
                printable, output, _request, parsed.GetValue(_show), parsed.GetValue(_open));
        try
        {
            report.Done(await GenerateAsync(parsed, paths, report, cancellationToken));
            return CommandLine.Succeeded;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            report.Failed(new OperationCanceledException("Interrupted."));
            return CommandLine.Interrupted;
        }
        catch (ImageRequestException e)
        {
            report.Invalid(e.Violations);
            return CommandLine.WrongUsage;
        }
        catch (UsageException e)
        {
            report.Failed(e);
            return CommandLine.WrongUsage;
        }
        catch (Exception e)
        {
            report.Failed(e);
            return CommandLine.CallFailed;
        }
    }

    private async Task<GenerationResult> GenerateAsync(
        ParseResult parsed, OutputPaths paths, IReport report, CancellationToken cancellationToken)
    {
        var prompt = await PromptReader.ReadAsync(parsed.GetValue(_prompt), cancellationToken);
        var request = _request.Read(parsed, prompt);
        OutputFormats.Apply(request, paths.File);
        if (_call.Validates(parsed)) request.Validate(); // the client also validates, but later
        var overwrite = parsed.GetValue(_overwrite);
        paths.Check(request, overwrite);

        await using var emulator =
            _call.UsesEmulator(parsed) ? await ImagesEmulator.StartAsync(null, cancellationToken) : null;
        using var client = _call.CreateClient(parsed, emulator?.Endpoint, request.Model, report.Retrying);
        var generation = new Generation(client, request, paths, overwrite, report);
        return await report.WhileAsync($"Drawing with {request.Model}", () => generation.RunAsync(cancellationToken));
    }
}
