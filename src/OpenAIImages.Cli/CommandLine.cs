using System.CommandLine;
using System.CommandLine.Invocation;
using OpenAIImages.Cli.Lists;

namespace OpenAIImages.Cli;

/// <summary>The commands, and the exit codes that they share.</summary>
internal static class CommandLine
{
    public const int Succeeded = 0;
    public const int CallFailed = 1;
    public const int WrongUsage = 2;
    public const int Interrupted = 130; // 128 + SIGINT, as shells have it

    public static async Task<int> RunAsync(string[] args)
    {
        var root = GenerateCommand.Create();
        root.Subcommands.Add(ServeCommand.Create());
        root.Subcommands.Add(BatchCommand.Create());

        // A prompt may begin with an @, which would otherwise name a file with further arguments.
        var parsed = root.Parse(AsArguments(args, root), new ParserConfiguration { ResponseFileTokenReplacer = null });
        // Otherwise, the help of a command would show the prompt as its argument.
        foreach (var prompt in root.Arguments) prompt.Hidden = parsed.CommandResult.Command != root;
        try
        {
            return await RunAsync(parsed, args);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The commands report errors themselves, unless the output cannot be written to.
            await Console.Error.WriteLineAsync($"error: {Printable.Path(e.Message)}");
            return CallFailed;
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, string[] args)
    {
        if (parsed.Action is ParseErrorAction)
        {
            await ReportErrorsAsync(parsed, args);
            return WrongUsage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            // Time to cancel the call and to remove incomplete files.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10) + RunCommand.GetGracePeriod(parsed),
        });
    }

    /// <summary>
    /// Keeps the parser from reading the first argument as a directive or as the name of the program: a prompt may
    /// begin with a bracket, or be that name.
    /// </summary>
    private static string[] AsArguments(string[] args, RootCommand root)
    {
        if (args.Length == 0 || (!args[0].StartsWith('[') && args[0] != root.Name)) return args;
        var first = new Option<bool>("--prompt-follows") { Hidden = true, Arity = ArgumentArity.Zero };
        root.Options.Add(first);
        root.Directives.Clear();
        return [first.Name, .. args];
    }

    private static async Task ReportErrorsAsync(ParseResult parsed, string[] args)
    {
        var printable = new Printable(args);
        var messages = parsed.Errors.Select(error => error.Message).ToList();
        if (args.TakeWhile(argument => argument != "--").Contains(GenerateCommand.JsonName))
        {
            var failure = new UsageException(string.Join(" ", messages));
            if (BatchCommand.Contains(parsed.CommandResult.Command)) new JsonListReport(printable).Failed(failure);
            else new JsonReport(printable, Console.Out).Failed(failure);
            return;
        }

        foreach (var message in messages) await Console.Error.WriteLineAsync($"error: {printable.Text(message)}");
        await Console.Error.WriteLineAsync("Try --help.");
    }
}
