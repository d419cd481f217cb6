using BenchmarkDotNet.Attributes;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>The answers that are read from memory.</summary>
public enum AnswerKind
{
    Url,
    Image2MB,
    Image12MB,
    FourImages3MB,
    StreamOf12MB,
    FileOf12MB,
}

/// <summary>One call with an answer from memory, by the official SDK and by this library.</summary>
[MemoryDiagnoser]
public class AnswerBenchmarks
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.png");
    private ICalls _official = null!;
    private ICalls _ours = null!;

    [ParamsAllValues]
    public AnswerKind Answer { get; set; }

    // Not asynchronous: BenchmarkDotNet's in-process toolchain would not wait for it, and measure while it still works.
    [GlobalSetup]
    public void SetUp()
    {
        var answers = Answer switch
        {
            AnswerKind.Url => Answers.OfUrl(),
            AnswerKind.Image2MB => Answers.OfImages(1, megabytes: 2),
            AnswerKind.FourImages3MB => Answers.OfImages(4, megabytes: 3, hasLength: false),
            _ => Answers.OfImages(1, megabytes: 12),
        };
        _official = OfficialCalls.Over(new InMemoryServer(answers));
        _ours = OurCalls.Over(new InMemoryServer(answers));
        if (Official().GetAwaiter().GetResult() != Ours().GetAwaiter().GetResult())
        {
            throw new InvalidOperationException("The two do not read the same.");
        }
    }

    [Benchmark(Baseline = true)]
    public Task<long> Official() => CallAsync(_official);

    [Benchmark]
    public Task<long> Ours() => CallAsync(_ours);

    private Task<long> CallAsync(ICalls calls) => Answer switch
    {
        AnswerKind.Url => calls.ReadUrlAsync(),
        AnswerKind.FourImages3MB => calls.ReadImagesAsync(4),
        AnswerKind.StreamOf12MB => calls.WriteImageAsync(),
        AnswerKind.FileOf12MB => SaveImageAsync(calls),
        _ => calls.ReadImagesAsync(1),
    };

    // To a new file, as images are saved; to replace one is dear on some file systems, which write it to the disk first.
    private async Task<long> SaveImageAsync(ICalls calls)
    {
        var length = await calls.SaveImageAsync(_file);
        File.Delete(_file);
        return length;
    }
}
