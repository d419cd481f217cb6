namespace OpenAIImages.Conventions.Tests.Style;

/// <summary>Rule: one brace style, where IDE0011 is not strict enough.</summary>
public class BraceTests
{
    [TestCaseSource(nameof(Sources))]
    public void A_statement_without_braces_is_on_the_line_of_its_header(string path) =>
        string.Join('\n', BraceRule.Violations(RepositoryFiles.Read(path))).Should().BeEmpty();

    [TestCase("if (a) return;")]
    [TestCase("if (a) b(); else c();")]
    [TestCase("if (a) b();\nelse if (c) d();\nelse e();")]
    [TestCase("if (a)\n{\n    b();\n}")]
    [TestCase("foreach (var a in b) c(a);")]
    [TestCase("while (a\n    && b) c();")]
    [TestCase("do a(); while (b);")]
    [TestCase("using (a) using (b) { c(); }")]
    public void Violations_accepts(string code) => BraceRule.Violations(code).Should().BeEmpty();

    [TestCase("if (a)\n    return;")]
    [TestCase("if (a) b();\nelse\n    c();")]
    [TestCase("foreach (var a in b)\n    c(a);")]
    [TestCase("foreach (var (a, b) in c)\n    d(a);")]
    [TestCase("for (;;)\n    a();")]
    [TestCase("while (a)\n    b();")]
    [TestCase("do\n    a();\nwhile (b);")]
    [TestCase("using (a)\n    b();")]
    [TestCase("lock (a)\n    b();")]
    public void Violations_finds(string code) => BraceRule.Violations(code).Should().ContainSingle();

    private static IEnumerable<string> Sources() =>
        RepositoryFiles.Sources("src", "*.cs").Concat(RepositoryFiles.Sources("tests", "*.cs"));
}
