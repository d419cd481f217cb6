namespace OpenAIImages.Emulator.Requests;

/// <summary>The operations of the emulator.</summary>
internal enum ApiOperation
{
    /// <summary>Nothing: the address is unknown.</summary>
    None,

    /// <summary>Draw images.</summary>
    CreateImage,

    /// <summary>List the models.</summary>
    ListModels,

    /// <summary>Describe a model.</summary>
    GetModel,

    /// <summary>Fetch a picture that a response links to.</summary>
    GetPicture,
}
