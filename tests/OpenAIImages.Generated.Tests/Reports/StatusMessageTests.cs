using System.Net;
using static OpenAIImages.Generated.Tests.Reports.ReportedCall;

namespace OpenAIImages.Generated.Tests.Reports;

/// <summary>What the message says about a status.</summary>
public sealed class StatusMessageTests
{
    [Test]
    public async Task A_redirect_names_the_host_and_what_to_do(
        [Values] CallWay way, [Values(301, 302, 303, 307, 308)] int status)
    {
        var failure = await FailAsync(way, MockApi.Json(
            "", (HttpStatusCode)status, ("Location", "https://api.example.com/v1/images/generations?a=b")));
        failure.StatusCode.Should().Be(status);
        failure.Message.Should().Contain("redirect").And.Contain("api.example.com").And.Contain("Endpoint");
        failure.Message.Should().NotContain("a=b");
    }

    [TestCase("/v2/images/generations", "api.openai.com")]
    [TestCase("//other.example.com/v1", "other.example.com")]
    [TestCase("v2", "api.openai.com")]
    public async Task A_relative_redirect_names_the_host(string location, string host)
    {
        var failure = await FailAsync(
            CallWay.Plain, MockApi.Json("", HttpStatusCode.PermanentRedirect, ("Location", location)));
        failure.Message.Should().Contain(host);
    }

    [Test]
    public async Task A_redirect_without_a_host_that_may_be_logged_names_none(
        [Values("", "ftp://files.example.com", "https://sk-test-4fd1a0c97be25830.example.com/", "http://[", "\u202E")]
        string location)
    {
        var failure = await FailAsync(
            CallWay.Plain, MockApi.Json("", HttpStatusCode.PermanentRedirect, ("Location", location)));
        failure.StatusCode.Should().Be(308);
        failure.Message.Should().Contain("redirect").And.NotContain("example.com");
    }

    [TestCase(401, "key")]
    [TestCase(403, "key")]
    [TestCase(404, "not exist")]
    [TestCase(407, "proxy")]
    [TestCase(408, "too long")]
    [TestCase(413, "large")]
    [TestCase(429, "too many")]
    [TestCase(500, "failed")]
    [TestCase(502, "gateway")]
    [TestCase(503, "overloaded")]
    [TestCase(504, "gateway")]
    public async Task A_status_is_explained_in_a_few_words(int status, string word)
    {
        foreach (var way in Enum.GetValues<CallWay>())
        {
            var message = (await FailAsync(way, MockApi.Json("", (HttpStatusCode)status))).Message;
            message.Should().StartWith($"The server responded with {status}: ").And.ContainEquivalentOf(word);
            message.Should().NotContain("The request failed.");
            message.Length.Should().BeLessThan(200);
        }
    }

    [Test]
    public async Task A_code_is_enough([Values] CallWay way, [Values(400, 401, 404, 429, 500)] int status)
    {
        var failure = await FailAsync(way, MockApi.Json(
            """{"error":{"message":"M","code":"some_code"}}""", (HttpStatusCode)status));
        failure.Message.Should().Be($"The server responded with {status} some_code.");
    }
}
