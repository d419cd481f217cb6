using BenchmarkDotNet.Attributes;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>The responses that are read from memory.</summary>
public enum ResponseKind
{
    Url,
    Image2MB,
    Image12MB,
    FourImages3MB,
    StreamOf12MB,
    FileOf12MB,
}

/// <summary>One call with a response from memory, by the official SDK and by this library.</summary>
[MemoryDiagnoser]
public class ResponseBenchmarks
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.png");
    private ICalls _official = null!;
    private ICalls _ours = null!;

    [ParamsAllValues]
    public ResponseKind Response { get; set; }

    // Not asynchronous: the in-process toolchain of BenchmarkDotNet would not wait for it.
    [GlobalSetup]
    public void SetUp()
    {
        var response = Response switch
        {
            ResponseKind.Url => CannedResponse.OfUrl(),
            ResponseKind.Image2MB => CannedResponse.OfImages(1, megabytes: 2),
            ResponseKind.FourImages3MB => CannedResponse.OfImages(4, megabytes: 3, hasLength: false),
            _ => CannedResponse.OfImages(1, megabytes: 12),
        };
        _official = OfficialCalls.Over(new InMemoryServer(response));
        _ours = OurCalls.Over(new InMemoryServer(response));
        if (Official().GetAwaiter().GetResult() != Ours().GetAwaiter().GetResult())
        {
            throw new InvalidOperationException("The two do not read the same.");
        }
    }

    [Benchmark(Baseline = true)]
    public Task<long> Official() => CallAsync(_official);

    [Benchmark]
    public Task<long> Ours() => CallAsync(_ours);

    private Task<long> CallAsync(ICalls calls) => Response switch
    {
        ResponseKind.Url => calls.ReadUrlAsync(),
        ResponseKind.FourImages3MB => calls.ReadImagesAsync(4),
        ResponseKind.StreamOf12MB => calls.WriteImageAsync(),
        ResponseKind.FileOf12MB => SaveImageAsync(calls),
        _ => calls.ReadImagesAsync(1),
    };

    // To a new file, as images are saved: replacing one is expensive on file systems that first write it to the disk.
    private async Task<long> SaveImageAsync(ICalls calls)
    {
        var length = await calls.SaveImageAsync(_file);
        File.Delete(_file);
        return length;
    }
}
