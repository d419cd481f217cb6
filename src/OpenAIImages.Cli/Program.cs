using OpenAIImages.Cli;

return await CommandLine.RunAsync(args);
