using System.Text.RegularExpressions;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: generated code compiles without warnings and suppresses none.</summary>
public class SuppressionTests
{
    [Test]
    public void Generated_code_suppresses_no_warning()
    {
        var code = RepositoryFiles.Read("src/OpenAIImages.Generated/obj/Generated/ImagesClient.g.cs");

        Regex.Matches(code, "#pragma warning|SuppressMessage|#nullable disable").Select(match => match.Value)
            .Should().BeEmpty();
    }
}
