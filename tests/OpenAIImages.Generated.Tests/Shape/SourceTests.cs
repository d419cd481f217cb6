using System.Text.RegularExpressions;

namespace OpenAIImages.Generated.Tests;

/// <summary>Rule: the repository builds anywhere: no source names a package registry, or a folder of someone's machine.</summary>
public class SourceTests
{
    // In pieces, so that this file is a source like the others.
    private static readonly Regex Registry = new(@"\b(nuget\.|npm|npmj|yarnpkg\.|pypi\.)" + @"(org|s\.org|s\.com|com)\b", RegexOptions.IgnoreCase);

    private static readonly Regex Home = new(@"(?<![\w.~$}/])/(home|root|Users|tmp" + @")/\w|[A-Z]:[\\/]Users\b");

    [TestCaseSource(nameof(Sources))]
    public void ASourceNamesNoRegistryAndNoHome(string path)
    {
        var text = RepositoryFiles.Read(path);

        Registry.Matches(text).Concat(Home.Matches(text)).Select(match => match.Value).Should().BeEmpty();
    }

    private static IEnumerable<string> Sources() => RepositoryFiles.Sources();
}
