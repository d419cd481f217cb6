using OpenAIImages.Generated.Benchmarks;

switch (args)
{
    case [FirstCall.Mode, var client]:
        await FirstCall.RunAsync(client);
        break;
    case [ResponseFigures.Mode or ResponseFigures.SmokeMode, var client, var kind]:
        ResponseFigures.Run(client, kind, isSmoke: args[0] == ResponseFigures.SmokeMode);
        break;
    case [TrickleServer.Mode, var milliseconds]:
        await TrickleServer.RunAsync(milliseconds);
        break;
    case [ConcurrentCalls.Mode, var client, var port, var rounds]:
        await ConcurrentCalls.RunAsync(client, port, rounds);
        break;
    case []:
        await Comparison.RunAsync(isSmoke: false);
        break;
    case ["--job", "dry"]:
        await Comparison.RunAsync(isSmoke: true);
        break;
    default:
        Console.Error.WriteLine("Usage: dotnet run -c Release [-- --job dry]");
        return 2;
}

return 0;
