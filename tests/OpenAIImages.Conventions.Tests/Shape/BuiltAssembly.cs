using System.Reflection;

namespace OpenAIImages.Conventions.Tests;

/// <summary>The assemblies of the other target frameworks, which are built with the tests.</summary>
internal static class BuiltAssembly
{
    private static readonly string Configuration =
        typeof(BuiltAssembly).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static string PathOf(string project, string framework) =>
        Repository.PathOf($"src/{project}/bin/{Configuration}/{framework}/{project}.dll");
}
