using System.Text.RegularExpressions;

namespace OpenAIImages.Conventions.Tests;

/// <summary>
/// Rule: the repository builds anywhere: no source names the host of a package registry or a folder of a machine.
/// </summary>
public class SourceTests
{
    // Split, so that this file does not match.
    private static readonly Regex Host =
        new(@"\b(nuget\.o" + @"rg|npmjs\.c" + @"om|npmjs\.o" + @"rg|yarnpkg\.c" + @"om)\b");

    private static readonly Regex Home = new(@"(?<![\w.~$}/])/(home|root|Users|tmp" + @")/\w|[A-Z]:[\\/]Users\b");

    [TestCaseSource(nameof(Sources))]
    public void Source_names_no_registry_and_no_home(string path)
    {
        var text = RepositoryFiles.Read(path);

        Host.Matches(text).Concat(Home.Matches(text)).Select(match => match.Value).Should().BeEmpty();
    }

    private static IEnumerable<string> Sources() => RepositoryFiles.Sources();
}
