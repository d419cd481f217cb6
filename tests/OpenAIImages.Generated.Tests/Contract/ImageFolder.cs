namespace OpenAIImages.Generated.Tests;

/// <summary>A temporary folder for one test, and pictures to save.</summary>
internal sealed class ImageFolder : IDisposable
{
    public static readonly byte[] Png = [0x89, .. "PNG\r\n\u001A\npicture"u8];
    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. "picture"u8];
    public static readonly byte[] Webp = [.. "RIFF\0\0\0\0WEBPVP8 picture"u8];

    public const string UrlItem = """{"url":"https://images.example.com/1"}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    /// <summary>The names of all files and folders in the folder.</summary>
    public IEnumerable<string> Names => _folder.EnumerateFileSystemInfos().Select(it => it.Name).Order();

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    public static CreateImageRequest Otters(int n) => new() { Prompt = "A cute baby sea otter", N = n };

    /// <summary>Returns an image of a response as JSON.</summary>
    public static string Item(byte[] image) => $$"""{"b64_json":"{{Convert.ToBase64String(image)}}"}""";

    public static Func<HttpResponseMessage> ResponseWith(params string[] items) =>
        MockApi.Json($$"""{"data":[{{string.Join(",", items)}}]}""");

    public async Task<SavedImages> SaveAsync(
        MockApi api, CreateImageRequest request, string name, bool overwrite = false)
    {
        using var client = api.Client();
        return await client.SaveImagesAsync(request, PathOf(name), overwrite);
    }

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    public void Dispose() => _folder.Delete(recursive: true);
}
