using System.Reflection;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Conventions.Tests;

/// <summary>Rule: each operation of the spec is a method with its types on the interface and the client.</summary>
public class OperationTests
{
    private static readonly (string Name, JObject Json)[] Operations =
    [
        .. SpecDocument.Operations.Select(operation =>
        {
            var id = (string)operation["operationId"]!;
            return (char.ToUpperInvariant(id[0]) + id[1..] + "Async", operation);
        }),
    ];

    [Test]
    public void Each_operation_has_a_method_with_its_types()
    {
        foreach (var (name, operation) in Operations)
        {
            var request =
                GeneratedTypes.Library.GetType(typeof(Image).Namespace + "." + Schema(operation["requestBody"]!))!;
            var response = Schema(operation["responses"]!["200"]!);
            foreach (var type in new[] { typeof(IImagesClient), typeof(ImagesClient) })
            {
                var method = type.GetMethod(name, [request, typeof(CancellationToken)]);
                method.Should().NotBeNull();
                method!.ReturnType.Should().BeAssignableTo<Task>();
                method.ReturnType.GenericTypeArguments.Single().Name.Should().Be(response);
                method.GetParameters()[^1].HasDefaultValue.Should().BeTrue("a call need not name a token");
            }
        }
    }

    [Test]
    public void Interface_has_every_asynchronous_method_of_the_client()
    {
        var methods = typeof(ImagesClient)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal));

        methods.Select(method => method.ToString())
            .Should().BeEquivalentTo(typeof(IImagesClient).GetMethods().Select(method => method.ToString()));
    }

    private static string Schema(JToken message) =>
        SpecDocument.ReferencedName(message["content"]!["application/json"]!["schema"]!)!;
}
