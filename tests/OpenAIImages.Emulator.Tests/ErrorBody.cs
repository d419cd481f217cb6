using System.Net;
using Newtonsoft.Json.Linq;

namespace OpenAIImages.Emulator.Tests;

/// <summary>An error in the shape of the API.</summary>
internal sealed record ErrorBody(string? Type, string? Code, string? Param, string Message)
{
    /// <summary>Reads an error of OpenAI, which always has four properties.</summary>
    public static async Task<ErrorBody> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var error = await ReadObjectAsync(response, expected);
        error.Properties().Select(it => it.Name).Should().BeEquivalentTo("code", "message", "param", "type");
        return new ErrorBody(
            (string?)error["type"], (string?)error["code"], (string?)error["param"], (string)error["message"]!);
    }

    /// <summary>Reads an error of Azure's gateway, which has a code and a message.</summary>
    public static async Task<ErrorBody> ReadAzureAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var error = await ReadObjectAsync(response, expected);
        error.Properties().Select(property => property.Name).Should().BeEquivalentTo("code", "message");
        return new ErrorBody(null, (string?)error["code"], null, (string)error["message"]!);
    }

    private static async Task<JObject> ReadObjectAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var body = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(expected, body);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        var json = JObject.Parse(body);
        json.Properties().Select(property => property.Name).Should().Equal("error");
        return (JObject)json["error"]!;
    }
}
