using OpenAIImages.Generated.Fuzzing;
using SharpFuzz;

// With files as arguments, each is tried once: to see what a finding does, or that the seeds pass.
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
