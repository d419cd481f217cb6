using OpenAIImages.Generated.Fuzzing;
using SharpFuzz;

// With files as arguments, runs each once: to reproduce a finding, or to check the seeds.
if (args.Length == 0)
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        FuzzedCall.Run(copy.ToArray());
    });
}

foreach (var path in args)
{
    Console.WriteLine($"{path}: {FuzzedCall.Run(File.ReadAllBytes(path))}");
}
