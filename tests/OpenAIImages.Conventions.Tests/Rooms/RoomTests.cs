using Microsoft.CodeAnalysis;

namespace OpenAIImages.Conventions.Tests.Rooms;

/// <summary>Rule: the library's folders are rooms on floors; what is in a room uses only what is below it.</summary>
public class RoomTests
{
    private static readonly Lazy<Compilation> Library = new(LibrarySources.Load);

    [Test]
    public void The_sources_of_the_library_compile_here() =>
        Library.Value.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Should().BeEmpty("otherwise not every name leads to its declaration");

    [Test]
    public void Each_file_of_the_library_is_on_a_floor() =>
        ShouldHold(RoomRules.FilesWithoutAFloor);

    [Test]
    public void Each_file_of_the_library_declares_one_type_and_has_its_name() =>
        ShouldHold(RoomRules.FilesNotOfOneType);

    [Test]
    public void Public_types_are_in_the_root_namespace_and_internal_types_in_that_of_their_folder() =>
        ShouldHold(RoomRules.TypesInAnotherNamespace);

    [Test]
    public void A_folder_of_the_library_uses_only_folders_on_lower_floors() =>
        ShouldHold(RoomRules.UpwardUses);

    [Test]
    public void No_two_files_of_the_library_use_each_other() =>
        ShouldHold(RoomRules.FilesThatUseEachOther);

    private static void ShouldHold(Func<Compilation, IEnumerable<string>> rule) =>
        string.Join('\n', rule(Library.Value)).Should().BeEmpty();
}
