namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>The ways to call the client, all of which must read the same responses.</summary>
public enum CallWay
{
    /// <summary>CreateImageAsync without streams.</summary>
    Plain,

    /// <summary>SaveImagesAsync.</summary>
    Save,

    /// <summary>CreateImageStreamAsync.</summary>
    Stream,
}
