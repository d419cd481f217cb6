using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: besides its framework, the library references only the packages listed here.</summary>
public class DependencyTests
{
    private static readonly string[] Everywhere = ["Newtonsoft.Json", "Polly.Core"];

    [TestCase("netstandard2.0", "Microsoft.Bcl.AsyncInterfaces", "Microsoft.Bcl.TimeProvider", "System.Buffers",
        "System.Diagnostics.DiagnosticSource", "System.Memory", "System.Net.ServerSentEvents",
        "System.Threading.Tasks.Extensions")]
    [TestCase("net8.0", "System.Net.ServerSentEvents")]
    [TestCase("net10.0")]
    public void Library_references_only_the_listed_packages(string framework, params string[] packages)
    {
        using var file = File.OpenRead(BuiltAssembly.PathOf("OpenAIImages.Generated", framework));
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();
        var references = metadata.AssemblyReferences
            .Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())
            .Where(reference => !IsOf(framework, reference));

        references.Select(reference => reference.Name).Should().BeEquivalentTo(Everywhere.Concat(packages));
    }

    /// <summary>
    /// Returns whether the assembly is part of .NET: it has the version of .NET, unlike that of a package.
    /// </summary>
    private static bool IsOf(string framework, AssemblyName reference) => framework == "netstandard2.0"
        ? reference.Name == "netstandard"
        : reference.Name!.StartsWith("System.", StringComparison.Ordinal)
            && reference.Version!.ToString(2) == framework["net".Length..];
}
