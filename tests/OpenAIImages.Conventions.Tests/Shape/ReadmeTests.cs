using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OpenAIImages.Conventions.Tests;

/// <summary>
/// Rule: the C# of each README compiles without warnings. Its blocks are one program: each may use the declarations of
/// earlier ones, and the implicit usings of a console project.
/// </summary>
public class ReadmeTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    // CS1701: a package was built for an older .NET; the SDK disables it as well. MEAI001: an experimental type of
    // Microsoft.Extensions.AI; the README says so.
    private static readonly CSharpCompilationOptions Options = new CSharpCompilationOptions(
        OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)
        .WithSpecificDiagnosticOptions(
            [new("CS1701", ReportDiagnostic.Suppress), new("MEAI001", ReportDiagnostic.Suppress)]);

    [TestCaseSource(nameof(Readmes))]
    public void Code_of_the_readme_compiles_without_warnings(string readme)
    {
        var blocks = Blocks(RepositoryFiles.Read(readme)).ToArray();

        blocks.Should().NotBeEmpty();
        CreateCompilation(readme).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => Describe(readme, diagnostic)).Should().BeEmpty();
    }

    /// <summary>Compiles the C# of a README, and loads it.</summary>
    public static Assembly Compile(string readme)
    {
        using var stream = new MemoryStream();
        CreateCompilation(readme).Emit(stream).Success.Should().BeTrue();
        return Assembly.Load(stream.ToArray());
    }

    private static CSharpCompilation CreateCompilation(string readme)
    {
        var program = Program([.. Blocks(RepositoryFiles.Read(readme))]);
        return CSharpCompilation.Create(
            "readme",
            [CSharpSyntaxTree.ParseText(program, Language), CSharpSyntaxTree.ParseText(ImplicitUsings, Language)],
            PublicSymbols.References,
            Options);
    }

    /// <summary>The README of the repository and those of packages.</summary>
    private static IEnumerable<string> Readmes() => RepositoryFiles.Sources("src", "README.md").Prepend("README.md");

    /// <summary>
    /// Joins the blocks to one file: using directives, statements, types, each with its line in the README.
    /// </summary>
    private static string Program((int Line, string Code)[] blocks)
    {
        var parts = blocks.SelectMany(block =>
        {
            var root = CSharpSyntaxTree.ParseText(block.Code, Language).GetCompilationUnitRoot();
            return root.Usings.Cast<SyntaxNode>().Concat(root.Members)
                .Select(
                    node => (Node: node, Line: block.Line + node.GetLocation().GetLineSpan().StartLinePosition.Line));
        });
        return string.Concat(parts
            .OrderBy(part => part.Node switch { UsingDirectiveSyntax => 0, GlobalStatementSyntax => 1, _ => 2 })
            .Select(part => $"#line {part.Line}\n{part.Node}\n"));
    }

    private static IEnumerable<(int Line, string Code)> Blocks(string markdown) =>
        from match in Regex.Matches(
            markdown, @"^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
        let code = match.Groups[1]
        select (markdown[..code.Index].Count(character => character == '\n') + 1, code.Value);

    private static string Describe(string readme, Diagnostic diagnostic)
    {
        var line = diagnostic.Location.GetMappedLineSpan().StartLinePosition.Line + 1;
        return $"{readme}:{line}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }
}
