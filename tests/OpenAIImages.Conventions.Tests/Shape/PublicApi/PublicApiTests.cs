namespace OpenAIImages.Conventions.Tests;

/// <summary>
/// The public API is as it is listed beside this file, on each target framework: a change of it is seen in review.
/// </summary>
/// <remarks>
/// To update the listings: <c>UPDATE_PUBLIC_API=1 dotnet test --filter PublicApi</c>
/// </remarks>
public class PublicApiTests
{
    private const string Update = "UPDATE_PUBLIC_API=1 dotnet test --filter PublicApi";

    [TestCase("OpenAIImages.Generated", "netstandard2.0")]
    [TestCase("OpenAIImages.Generated", "net8.0")]
    [TestCase("OpenAIImages.Generated", "net10.0")]
    [TestCase("OpenAIImages.Emulator", "net10.0")]
    public void ThePublicApiIsAsListed(string project, string framework)
    {
        var name = $"tests/OpenAIImages.Conventions.Tests/Shape/PublicApi/{project}.{framework}.txt";
        var listing = Repository.PathOf(name);
        var lines = PublicApiListing.Of(BuiltAssembly.PathOf(project, framework));

        if (Environment.GetEnvironmentVariable("UPDATE_PUBLIC_API") is "1" or "true")
        {
            File.WriteAllText(listing, string.Join('\n', lines.Append(string.Empty)));
        }

        var listed = File.Exists(listing) ? File.ReadAllLines(listing) : [];
        if (lines.SequenceEqual(listed)) return;
        string[] before = WithTypes(listed), after = WithTypes(lines);
        var gone = before.Except(after).Select(line => "- " + line);
        var come = after.Except(before).Select(line => "+ " + line);
        Assert.Fail($"{name} differs:\n{string.Join('\n', gone.Concat(come))}\nWhen the change is meant: {Update}");
    }

    /// <summary>Each member with the type above it, since many have alike members.</summary>
    private static string[] WithTypes(string[] lines)
    {
        var type = string.Empty;
        return [.. lines.Select(line => line.StartsWith(' ') ? $"{type} {{ {line.Trim()} }}" : type = line)];
    }
}
