using OpenAIImages.Generated;

namespace OpenAIImages.Emulator.Requests;

/// <summary>The models of the spec, and the deployments, which are custom names for these models.</summary>
internal sealed class ModelCatalog
{
    private readonly Dictionary<string, ImageModel> _deployments;

    /// <exception cref="ArgumentException">A deployment has no name, or its model is unknown.</exception>
    public ModelCatalog(IDictionary<string, ImageModel> deployments)
    {
        _deployments = new Dictionary<string, ImageModel>(deployments, StringComparer.Ordinal);
        foreach (var (name, model) in _deployments)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new ArgumentException("A deployment has no name.", nameof(deployments));
            }

            if (ImageModelTraits.For(model) is null)
            {
                throw new ArgumentException(
                    $"The deployment '{name}' has the unknown model '{model}'.", nameof(deployments));
            }
        }
    }

    /// <summary>The names of all models.</summary>
    public IEnumerable<string> Names =>
        ImageModel.KnownValues.Select(model => model.ToString()).Union(_deployments.Keys, StringComparer.Ordinal);

    /// <summary>Returns the known model with a name or deployment; null if there is none.</summary>
    public ImageModel? Find(string name)
    {
        if (_deployments.TryGetValue(name, out var model)) return model;
        return ImageModelTraits.For(name) is null ? null : name;
    }
}
