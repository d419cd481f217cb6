using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OpenAIImages.Generated.Tests;

/// <summary>Rule: beside its framework the library needs what is listed here, and nothing else.</summary>
public class DependencyTests
{
    private static readonly string[] Everywhere = ["Newtonsoft.Json", "Polly.Core"];

    [TestCase("netstandard2.0", "Microsoft.Bcl.AsyncInterfaces", "Microsoft.Bcl.TimeProvider", "System.Buffers",
        "System.Memory", "System.Net.ServerSentEvents", "System.Threading.Tasks.Extensions")]
    [TestCase("net8.0", "System.Net.ServerSentEvents")]
    [TestCase("net10.0")]
    public void TheLibraryRefersToNothingElse(string framework, params string[] packages)
    {
        using var file = File.OpenRead(BuiltAssembly.PathOf("OpenAIImages.Generated", framework));
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())
            .Where(name => !IsFramework(framework, name.Name!)).Select(name => name.Name);

        references.Should().BeEquivalentTo(Everywhere.Concat(packages));
    }

    // .NET Standard is one assembly; of .NET 8 and later, it is those of this process that .NET 8 has as well.
    private static bool IsFramework(string framework, string name) => framework == "netstandard2.0"
        ? name == "netstandard"
        : name.StartsWith("System.", StringComparison.Ordinal) && (framework == "net10.0" || name != "System.Net.ServerSentEvents");
}
