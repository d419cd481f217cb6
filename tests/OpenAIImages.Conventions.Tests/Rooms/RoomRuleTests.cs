using Microsoft.CodeAnalysis;

namespace OpenAIImages.Conventions.Tests.Rooms;

/// <summary>Tests of the rules on small sources: each finds what violates it, and nothing else.</summary>
public class RoomRuleTests
{
    private const string Http = "namespace OpenAIImages.Generated.Http; ";
    private const string Root = "namespace OpenAIImages.Generated; ";

    [TestCase("Http/A.cs", null)]
    [TestCase("A.cs", null)]
    [TestCase("Cellar/A.cs", "Cellar/A.cs is on no floor")]
    [TestCase("Http/Deeper/A.cs", "Http/Deeper/A.cs is on no floor")]
    public void FilesWithoutAFloor_finds_a_folder_that_has_none(string path, string? violation) =>
        ShouldFind(RoomRules.FilesWithoutAFloor, violation, (path, "class A;"));

    [TestCase("A.cs", "class A { class Nested; }", null)]
    [TestCase("A.Part.cs", "partial class A;", null)]
    [TestCase("Http/A{T}.cs", "class A<T>;", null)]
    [TestCase("Internal/Polyfills.cs", "class A; class B;", null)]
    [TestCase("A.cs", "class A; class B;", "A.cs declares A, B")]
    [TestCase("A.cs", "class A; delegate void B();", "A.cs declares A, B")]
    [TestCase("A.cs", "namespace N { enum A; } namespace M { enum B; }", "A.cs declares A, B")]
    [TestCase("A.cs", "struct B;", "A.cs declares B")]
    [TestCase("AB.cs", "class A;", "AB.cs declares A")]
    [TestCase("A.cs", "", "A.cs declares no type")]
    public void FilesNotOfOneType_finds_more_types_or_another(string path, string code, string? violation) =>
        ShouldFind(RoomRules.FilesNotOfOneType, violation, (path, code));

    [TestCase("Http/A.cs", Root + "public class A;", null)]
    [TestCase("Http/A.cs", Http + "class A;", null)]
    [TestCase("A.cs", Root + "class A;", null)]
    [TestCase("Responses/Extraction/A.cs", "namespace OpenAIImages.Generated.Responses.Extraction; class A;", null)]
    [TestCase("Internal/Polyfills.cs", "namespace System; class A;", null)]
    [TestCase("Http/A.cs", Http + "public class A;", "Http/A.cs: A is in {0}.Http, not in {0}")]
    [TestCase("Http/A.cs", Root + "class A;", "Http/A.cs: A is in {0}, not in {0}.Http")]
    public void TypesInAnotherNamespace_finds_a_type_that_is_elsewhere(string path, string code, string? violation) =>
        ShouldFind(
            RoomRules.TypesInAnotherNamespace,
            violation?.Replace("{0}", "OpenAIImages.Generated", StringComparison.Ordinal),
            (path, code));

    [Test]
    public void TypesInAnotherNamespace_takes_an_internal_part_with_its_public_type() => ShouldFind(
        RoomRules.TypesInAnotherNamespace,
        null,
        ("A.cs", Root + "public partial class A;"),
        ("Http/A.Part.cs", Root + "partial class A;"));

    [TestCase("Http/A.cs", "Options/B.cs")]
    [TestCase("Http/A.cs", "Http/B.cs")]
    [TestCase("Responses/A.cs", "Responses/Extraction/B.cs")]
    public void UpwardUses_accepts_a_use_of_a_folder_below(string from, string to) =>
        ShouldFind(RoomRules.UpwardUses, null, (from, Root + "class A { B? b; }"), (to, Root + "class B;"));

    [TestCase("Responses/Extraction/A.cs", "Responses/B.cs")]
    [TestCase("Options/A.cs", "Http/B.cs")]
    [TestCase("Requests/A.cs", "Http/B.cs")]
    [TestCase("Internal/A.cs", "B.cs")]
    public void UpwardUses_finds_a_use_of_a_folder_that_is_not_below(string from, string to) => ShouldFind(
        RoomRules.UpwardUses,
        $"{from} (line 1) uses B of {to}",
        (from, Root + "class A { B? b; }"),
        (to, Root + "class B;"));

    [TestCase("class A : B;")]
    [TestCase("class A { B[]? b; }")]
    [TestCase("class A { object b = new B(); }")]
    [TestCase("class A { int b = B.Constant; }")]
    [TestCase("class A { string b = nameof(B); }")]
    [TestCase("[B] class A;")]
    [TestCase("class A { void M(System.Collections.Generic.List<B> b) { } }")]
    public void UpwardUses_finds_each_way_to_name_a_type(string code) =>
        ShouldFindOne(
            RoomRules.UpwardUses,
            ("Internal/A.cs", Root + code),
            ("Http/B.cs", Root + "class B : System.Attribute { internal const int Constant = 1; }"));

    [TestCase("class A { C Make(int c) => new(c); }")]
    [TestCase("class A { int Use(C c) => c.Extended(); }")]
    [TestCase("class A { int Use(C c) => c.Extension; }")]
    [TestCase("class A { int Use(C c) => c.Part(); }")]
    public void UpwardUses_finds_a_member_whose_type_is_not_named(string code) =>
        ShouldFindOne(
            RoomRules.UpwardUses,
            ("Internal/A.cs", Root + code),
            ("Internal/C.cs", Root + "partial class C { }"),
            ("Http/C.Part.cs", Root + "partial class C { internal C(int c) { } internal int Part() => 1; }"),
            ("Http/E.cs", Root + """
                static class E
                {
                    public static int Extended(this C c) => 1;
                    extension(C c) { public int Extension => 1; }
                }
                """));

    [TestCase("/// <summary><see cref=\"B\"/></summary>\nclass A;")]
    [TestCase("class A { G? generated; string name = B.Generated; }")]
    [TestCase("class A { bool Is(string name) => name is B.Generated; }")]
    public void UpwardUses_ignores_documentation_and_generated_members(string code) =>
        ShouldFind(
            RoomRules.UpwardUses,
            null,
            ("Internal/A.cs", Root + code),
            ("Http/B.cs", Root + "public partial class B;"),
            ("obj/B.g.cs", Root + "public partial class B { public const string Generated = \"\"; } public class G;"));

    [TestCase("class A { B? b; }", "class B;", false)]
    [TestCase("class A { B? b; }", "class B { A? a; }", true)]
    [TestCase("class A { internal int X = new B().Y; }", "class B { internal int Y; int M(A a) => a.X; }", true)]
    public void FilesThatUseEachOther_finds_a_circle(string a, string b, bool isCircle)
    {
        var found = Find(RoomRules.FilesThatUseEachOther, ("Http/A.cs", Http + a), ("Http/B.cs", Http + b));

        found.Should().HaveCount(isCircle ? 1 : 0);
    }

    [TestCase("class B { internal int Two; A? a; }", 0)]
    [TestCase("class B { internal int Two; int M(A a) => a.One; }", 1)]
    public void FilesThatUseEachOther_takes_a_member_as_a_use_of_the_part_that_declares_it(string code, int circles) =>
        Find(
            RoomRules.FilesThatUseEachOther,
            ("Http/A.cs", Http + "partial class A;"),
            ("Http/A.Part.cs", Http + "partial class A { internal int One => new B().Two; }"),
            ("Http/B.cs", Http + code)).Should().HaveCount(circles);

    [Test]
    public void FilesThatUseEachOther_lets_the_parts_of_a_type_use_each_other() => ShouldFind(
        RoomRules.FilesThatUseEachOther,
        null,
        ("Http/A.cs", Http + "partial class A { int _one; int M() => Two(); }"),
        ("Http/A.Part.cs", Http + "partial class A { int Two() => _one; }"));

    private static void ShouldFind(
        Func<Compilation, IEnumerable<string>> rule, string? violation, params (string Path, string Code)[] files) =>
        Find(rule, files).Should().Equal(violation is null ? [] : [violation]);

    private static void ShouldFindOne(
        Func<Compilation, IEnumerable<string>> rule, params (string Path, string Code)[] files) =>
        Find(rule, files).Should().ContainSingle();

    private static string[] Find(Func<Compilation, IEnumerable<string>> rule, params (string Path, string Code)[] files)
    {
        var compilation = LibrarySources.Compile(files);
        compilation.GetDiagnostics().Where(other => other.Severity == DiagnosticSeverity.Error).Should().BeEmpty();
        return [.. rule(compilation)];
    }
}
