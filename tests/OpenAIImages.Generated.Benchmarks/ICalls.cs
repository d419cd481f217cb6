namespace OpenAIImages.Generated.Benchmarks;

/// <summary>The calls that are compared. Each touches its result, and returns its length.</summary>
internal interface ICalls
{
    Task<long> ReadUrlAsync();

    Task<long> ReadImagesAsync(int count);

    /// <summary>Writes one image to a stream.</summary>
    Task<long> WriteImageAsync();

    /// <summary>Writes one image to a file.</summary>
    Task<long> SaveImageAsync(string path);
}
