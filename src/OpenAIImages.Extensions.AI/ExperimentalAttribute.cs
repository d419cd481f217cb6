#if !NET
namespace System.Diagnostics.CodeAnalysis;

/// <summary>The compiler recognizes the attribute by its name, even on frameworks that do not have it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
internal sealed class ExperimentalAttribute(string diagnosticId) : Attribute
{
    public string DiagnosticId { get; } = diagnosticId;
}
#endif
