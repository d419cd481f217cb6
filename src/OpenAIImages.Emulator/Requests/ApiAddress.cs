namespace OpenAIImages.Emulator.Requests;

/// <summary>The meaning of the path of a request.</summary>
/// <param name="Operation">The operation.</param>
internal sealed record ApiAddress(ApiOperation Operation)
{
    private static readonly ApiAddress Unknown = new(ApiOperation.None);

    /// <summary>Whether it is an address of Azure OpenAI.</summary>
    public bool IsAzure { get; init; }

    /// <summary>The deployment in one of Azure's classic addresses.</summary>
    public string? Deployment { get; init; }

    /// <summary>The name of the model or of the file that is asked for.</summary>
    public string Name { get; init; } = string.Empty;

    public static ApiAddress Parse(string path) => path.Split('/') switch
    {
        ["", "v1", .. var rest] => ParseOperation(rest),
        ["", "openai", "v1", .. var rest] => ParseOperation(rest) with { IsAzure = true },
        ["", "openai", "deployments", { Length: > 0 } deployment, .. ["images", "generations"] rest] =>
            ParseOperation(rest) with { IsAzure = true, Deployment = deployment },
        ["", PictureFolder, var name] => new ApiAddress(ApiOperation.GetPicture) { Name = name },
        _ => Unknown,
    };

    /// <summary>The folder of pictures that responses link to.</summary>
    public const string PictureFolder = "pictures";

    private static ApiAddress ParseOperation(string[] path) => path switch
    {
        ["images", "generations"] => new ApiAddress(ApiOperation.CreateImage),
        ["models"] => new ApiAddress(ApiOperation.ListModels),
        ["models", { Length: > 0 } name] => new ApiAddress(ApiOperation.GetModel) { Name = name },
        _ => Unknown,
    };
}
