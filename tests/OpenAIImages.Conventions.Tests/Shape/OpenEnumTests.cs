using System.Reflection;
using Newtonsoft.Json;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: every enumeration is open: it accepts any string, compares it and returns it unchanged.</summary>
[TestFixtureSource(typeof(GeneratedTypes), nameof(GeneratedTypes.EnumFixtures))]
public class OpenEnumTests<T>
    where T : struct, IEquatable<T>
{
    private const string Newer = "Newer than the spec";

    [Test]
    public void Any_string_converts()
    {
        Convert(Newer).ToString().Should().Be(Newer);
        ConvertOrNull(Newer)!.Value.ToString().Should().Be(Newer);
        Construct(Newer).ToString().Should().Be(Newer);
    }

    [Test]
    public void Null_converts_to_no_value()
    {
        ConvertOrNull(null).Should().BeNull();
        FluentActions.Invoking(() => Construct(null)).Should().Throw<TargetInvocationException>()
            .WithInnerException<ArgumentNullException>();
    }

    [Test]
    public void Default_value_is_an_empty_string()
    {
        default(T).ToString().Should().BeEmpty();
        default(T).Equals(Convert(string.Empty)).Should().BeTrue();
    }

    [Test]
    public void Values_are_equal_when_their_strings_are()
    {
        T value = Convert(Newer), same = Construct(Newer), other = Convert("newer than the spec");

        value.Equals(same).Should().BeTrue();
        value.Equals((object)same).Should().BeTrue();
        value.GetHashCode().Should().Be(same.GetHashCode());
        Operator<bool>("op_Equality", value, same).Should().BeTrue();
        Operator<bool>("op_Inequality", value, same).Should().BeFalse();
        value.Equals(other).Should().BeFalse();
        value.Equals(Newer).Should().BeFalse("a string is of another type");
        Operator<bool>("op_Equality", value, other).Should().BeFalse();
        Operator<bool>("op_Inequality", value, other).Should().BeTrue();
    }

    [Test]
    public void Json_is_a_string()
    {
        JsonConvert.SerializeObject(Convert(Newer)).Should().Be($"\"{Newer}\"");
        JsonConvert.DeserializeObject<T>($"\"{Newer}\"").Should().Be(Convert(Newer));
        JsonConvert.DeserializeObject<T?>("null").Should().BeNull();
        JsonConvert.SerializeObject(new[] { ConvertOrNull(null) }).Should().Be("[null]");
        FluentActions.Invoking(() => JsonConvert.DeserializeObject<T>("1"))
            .Should().Throw<JsonSerializationException>();
    }

    [Test]
    public void Known_values_are_those_of_the_spec()
    {
        var schema = SpecDocument.Schema(typeof(T).Name);
        var known = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(member => member.PropertyType == typeof(T))
            .Select(member => (member.Name, member.GetValue(null)!.ToString()!));

        known.Should().BeEquivalentTo(schema.ValueNames.Zip(schema.Values));
        typeof(T).GetProperty("KnownValues")!.GetValue(null).Should().BeAssignableTo<IReadOnlyList<T>>()
            .Which.Select(value => value.ToString()).Should().Equal(schema.Values);
    }

    private static T Convert(string value) => Operator<T>("op_Implicit", value);

    private static T? ConvertOrNull(string? value) =>
        (T?)typeof(T).GetMethods()
            .Single(method => method.Name == "op_Implicit" && method.ReturnType == typeof(T?)).Invoke(null, [value]);

    private static T Construct(string? value) => (T)typeof(T).GetConstructor([typeof(string)])!.Invoke([value]);

    private static TResult Operator<TResult>(string name, params object[] operands) =>
        (TResult)typeof(T).GetMethods()
            .Single(method => method.Name == name && method.ReturnType == typeof(TResult)).Invoke(null, operands)!;
}
