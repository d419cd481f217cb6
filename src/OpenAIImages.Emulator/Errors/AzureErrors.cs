using Microsoft.AspNetCore.Http;

namespace OpenAIImages.Emulator.Errors;

/// <summary>The errors of Azure OpenAI's gateway, with its messages.</summary>
internal static class AzureErrors
{
    public static ApiErrorException Unauthorized() => new(
        StatusCodes.Status401Unauthorized,
        null,
        "401",
        null,
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an "
        + "active subscription and use a correct regional API endpoint for your resource.");

    /// <summary>The address does not exist, or its api-version is missing or wrong.</summary>
    public static ApiErrorException ResourceNotFound() =>
        new(StatusCodes.Status404NotFound, null, "404", null, "Resource not found");

    public static ApiErrorException DeploymentNotFound() => new(
        StatusCodes.Status404NotFound,
        null,
        "DeploymentNotFound",
        null,
        "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, "
        + "please wait a moment and try again.");
}
