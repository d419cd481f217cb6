namespace OpenAIImages.Conventions.Tests.Style;

/// <summary>Rule: no line of the sources is longer than a review shows side by side.</summary>
public class LineLengthTests
{
    private const int Longest = 120;

    [TestCaseSource(nameof(Sources))]
    public void A_line_has_at_most_120_characters(string path)
    {
        var tooLong = RepositoryFiles.Read(path).Split('\n').Select((line, index) => (Number: index + 1, line.Length))
            .Where(line => line.Length > Longest).Select(line => $"line {line.Number}: {line.Length} characters");

        string.Join('\n', tooLong).Should().BeEmpty();
    }

    private static IEnumerable<string> Sources() =>
        RepositoryFiles.Sources("src", "*.cs").Concat(RepositoryFiles.Sources("tests", "*.cs"));
}
