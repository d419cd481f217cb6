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
            "--port", "number", "The port on 127.0.0.1; 0 for a free port", minimum: 0, maximum: IPEndPoint.MaxPort);
        port.DefaultValueFactory = _ => 8080;
        var deployments = CreateDeploymentOption();
        var noPage = new Option<bool>("--no-page") { Description = "Do not serve the page for browsers" };
        var faults = new FaultOptions();
        var command = new Command("serve", "Run the emulator of the API on this machine until Ctrl-C")
        {
            port,
            deployments,
            noPage,
        };
        foreach (var option in faults.All) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.Parent is { Tokens.Count: > 0 }) result.AddError("serve takes no prompt.");
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new ImagesEmulatorOptions
            {
                Port = parsed.GetValue(port)!.Value,
                ServePage = !parsed.GetValue(noPage),
            };
            foreach (var deployment in parsed.GetValue(deployments) ?? [])
            {
                options.Deployments[deployment.Split('=')[0]] = deployment.Split('=')[1];
            }

            faults.AddTo(options.Faults, parsed);
            return RunAsync(options, cancellationToken);
        });
        return command;
    }

    private static Option<string[]> CreateDeploymentOption()
    {
        var option = new Option<string[]>("--deployment")
        {
            Description = "A custom name for a model, like a deployment of Azure. Repeatable",
            HelpName = "name=model",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]))
            {
                result.AddError("--deployment requires name=model.");
            }
        });
        return option;
    }

    private static async Task<int> RunAsync(ImagesEmulatorOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var emulator = await ImagesEmulator.StartAsync(options, cancellationToken);
            await Console.Out.WriteLineAsync($"""
                The emulator listens on {emulator.Endpoint}
                {Page(options, emulator)}It accepts any key:

                    curl {emulator.Endpoint}images/generations -H "Authorization: Bearer any" \
                        -H "Content-Type: application/json" \
                        -d '{"{"}"model": "gpt-image-2", "prompt": "A cute baby sea otter"{"}"}'

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
        catch (ArgumentException e) // a deployment
        {
            var message = e.Message.Replace($" (Parameter '{e.ParamName}')", string.Empty, StringComparison.Ordinal);
            await Console.Error.WriteLineAsync($"error: {Printable.Path(message)}");
            return CommandLine.WrongUsage;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"error: {Printable.Path(e.Message)}");
            return CommandLine.CallFailed;
        }
    }

    private static string Page(ImagesEmulatorOptions options, ImagesEmulator emulator) => options.ServePage
        ? $"To see requests and pictures in a browser, open {new Uri(emulator.Endpoint, "/")}{Environment.NewLine}"
        : string.Empty;
}
