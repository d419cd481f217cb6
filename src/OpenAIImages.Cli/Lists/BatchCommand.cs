using System.CommandLine;

namespace OpenAIImages.Cli.Lists;

/// <summary><c>openai-images batch</c>: lists of requests.</summary>
internal static class BatchCommand
{
    private const string Name = "batch";

    /// <summary>Returns whether a command is this command, or one of its commands.</summary>
    public static bool Contains(Command command) =>
        command.Name == Name || command.Parents.Any(parent => parent.Name == Name);

    public static Command Create()
    {
        var command = new Command(Name, "Create the images of a list, with rate limits; can be resumed")
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
