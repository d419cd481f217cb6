using System.Reflection;

namespace OpenAIImages.Conventions.Tests;

/// <summary>
/// Rule: names follow .NET: PascalCase for types and members, camelCase for parameters, no underscores.
/// </summary>
public class NamingTests
{
    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.All))]
    public void Types_and_members_are_in_PascalCase(Type type)
    {
        var members = type
            .GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is not (ConstructorInfo or MethodInfo { IsSpecialName: true }))
            .Select(member => member.Name);

        members.Append(type.Name).Should().AllSatisfy(name => name.Should().MatchRegex("^[A-Z][A-Za-z0-9]*$"));
    }

    [TestCaseSource(typeof(GeneratedTypes), nameof(GeneratedTypes.All))]
    public void Parameters_are_in_camelCase(Type type)
    {
        var parameters = type.GetMethods().Cast<MethodBase>().Concat(type.GetConstructors())
            .SelectMany(method => method.GetParameters()).Select(parameter => parameter.Name!);

        parameters.Should().AllSatisfy(name => name.Should().MatchRegex("^[a-z][A-Za-z0-9]*$"));
    }
}
