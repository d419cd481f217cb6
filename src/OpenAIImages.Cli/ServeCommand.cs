using System.CommandLine;
using System.Net;
using OpenAIImages.Emulator;

namespace OpenAIImages.Cli;

/// <summary><c>openai-images serve</c>: the emulator, until Ctrl-C.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var port = Options.Number(
            "--port", "number", "The port on 127.0.0.1; 0 takes a free one", minimum: 0, maximum: IPEndPoint.MaxPort);
        port.DefaultValueFactory = _ => 8080;
        var deployments = new Option<string[]>("--deployment")
        {
            Description = "A name of your own for a model, as Azure has it. Repeatable",
            HelpName = "name=model",
        };
        deployments.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]))
            {
                result.AddError("--deployment wants name=model.");
            }
        });
        var faults = new FaultOptions();
        var command = new Command("serve", "Run the emulator of the API, on this machine only, until Ctrl-C")
        {
            port,
            deployments,
        };
        foreach (var option in faults.All) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.Parent is { Tokens.Count: > 0 }) result.AddError("serve takes no prompt.");
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new ImagesEmulatorOptions { Port = parsed.GetValue(port)!.Value };
            foreach (var deployment in parsed.GetValue(deployments) ?? [])
            {
                options.Deployments[deployment.Split('=')[0]] = deployment.Split('=')[1];
            }

            faults.AddTo(options.Faults, parsed);
            return RunAsync(options, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(ImagesEmulatorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var emulator = await ImagesEmulator.StartAsync(options, cancellationToken);
            await Console.Out.WriteLineAsync($"""
                The emulator listens on {emulator.Endpoint}
                It takes any key:

                    curl {emulator.Endpoint}images/generations -H "Authorization: Bearer any" \
                        -H "Content-Type: application/json" \
                        -d '{"{"}"model": "gpt-image-1", "prompt": "A cute baby sea otter"{"}"}'

                    OPENAI_API_KEY=any openai-images "A cute baby sea otter" --endpoint {emulator.Endpoint}

                Press Ctrl-C to stop.
                """);
            var stopped = new TaskCompletionSource();
            await using (cancellationToken.Register(stopped.SetResult))
            {
                await stopped.Task;
            }

            return CommandLine.Interrupted;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"error: {Printable.Path(e.Message)}");
            return CommandLine.CallFailed;
        }
    }
}
