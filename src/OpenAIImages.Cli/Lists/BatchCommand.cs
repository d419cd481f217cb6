using System.CommandLine;

namespace OpenAIImages.Cli.Lists;

/// <summary><c>openai-images batch</c>: lists of requests.</summary>
internal static class BatchCommand
{
    public static Command Create()
    {
        var command = new Command("batch", "Create the images of a list, with rate limits; can be resumed")
        {
            RunCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
        };
        command.Validators.Add(result =>
        {
            if (result.Parent is { Tokens.Count: > 0 }) result.AddError("batch takes no prompt.");
        });
        return command;
    }
}
