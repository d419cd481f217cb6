namespace OpenAIImages.Generated.Tests;

/// <summary>
/// The values of a parameter that some models support, and those that they refuse. A value is JSON, and may be followed
/// by further parameters that it depends on.
/// </summary>
internal sealed record RequestRow(
    string Parameter, string?[] Models, string[] Taken, string[] Refused, string Code = "invalid_value");

/// <summary>The contract of the request, by parameter and by model, independent of the spec.</summary>
internal static class RequestTable
{
    private const string Unknown = "unknown_parameter";
    private const string InvalidSize = "invalid_size";
    private const string Svg = "{ model: 'gpt-5' }, output_format: 'svg'";

    private static readonly string[] DallE2 = ["dall-e-2"];
    private static readonly string[] DallE3 = ["dall-e-3"];
    private static readonly string[] DallE = [.. DallE2, .. DallE3];

    private static readonly string[] Gpt1 =
        ["gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "chatgpt-image-latest", "gpt-image-1-mini-2025-10-06"];

    private static readonly string[] Gpt2 = ["gpt-image-2", "gpt-image-2-2026-04-21", "gpt-image-2-2027-01-31"];

    private static readonly string[] Gpt25 =
    [
        "gpt-image-2.5-sunburst", "gpt-image-2.5-sunburst-2026-09-08", "gpt-image-2.5-flare",
        "gpt-image-2.5-flare-2026-09-08",
    ];

    private static readonly string[] Gpt26 =
        ["gpt-image-2.6-sunburst", "gpt-image-2.6-flare", "gpt-image-2.6-flare-2026-12-24"];

    private static readonly string[] GptBefore26 = [.. Gpt1, .. Gpt2, .. Gpt25];

    private static readonly string[] Gpt = [.. GptBefore26, .. Gpt26];

    // Such as Azure deployments, and names that begin like a model but are no snapshots; null is an omitted model.
    private static readonly string?[] Others =
        ["my-deployment", "gpt-image-3", "gpt-image-2-turbo", "dall-e-30", "dall-e-2-", "DALL-E-2", "gpt-image", null];

    private static readonly string[] Known = [.. DallE, .. Gpt];
    private static readonly string?[] All = [.. Known, .. Others];

    public static readonly RequestRow[] Rows =
    [
        new("prompt", All, ["'x'"], ["''", "' \\t\\n'"]),
        new("prompt", DallE2, [Text(1_000)], [Text(1_001)]),
        new("prompt", DallE3, [Text(4_000)], [Text(4_001)]),
        new("prompt", Gpt, [Text(32_000)], [Text(32_001)]),
        new("prompt", Others, [Text(32_001)], []),

        new("n", All, ["1"], ["0", "-1"]),
        new("n", DallE2, ["10"], ["11"]),
        new("n", DallE3, [], ["2", "10"]),
        new("n", Gpt, ["10"], ["11"]),
        new("n", Gpt26, ["1, output_format: 'svg'"], ["2, output_format: 'svg'", "2, svg: " + Svg]),
        new("n", Others, ["1000"], []),

        new("size", DallE2, ["'256x256'", "'512x512'", "'1024x1024'"],
            ["'auto'", "'1536x1024'", "'1792x1024'", "'1040x1040'", "'large'"], InvalidSize),
        new("size", DallE3, ["'1024x1024'", "'1792x1024'", "'1024x1792'"],
            ["'auto'", "'256x256'", "'512x512'", "'1024x1536'", "'1040x1040'", "'large'"], InvalidSize),
        new("size", Gpt, ["'auto'", "'1024x1024'", "'1536x1024'", "'1024x1536'", "'large'"], []),
        new("size", Gpt1, [], ["'256x256'", "'512x512'", "'1792x1024'", "'1040x1040'"]),
        new("size", [.. Gpt2, .. Gpt25, .. Gpt26], ["'1792x1024'", "'1040x1040'", "'3840x2160'", "'2304x2304'"],
            ["'1000x1000'", "'1024x256'", "'3856x2160'", "'512x512'", "'3840x2176'"]),
        new("size", Gpt26, ["'512x512', output_format: 'gif'", "'3840x3840', output_format: 'gif'"],
            ["'512x512', output_format: 'webp'", "'520x512', output_format: 'gif'"]),
        new("size", DallE, [], ["''", "' '", "'1024x'", "'1024X1024'", "'１０２４'"], InvalidSize),
        new("size", Gpt, [], ["''", "' '", "'1024x'", "'1024X1024'", "'１０２４'"]),
        new("size", Others, ["'1x1'", "'large'"], []),

        new("quality", DallE2, ["'standard'"], ["'hd'", "'auto'", "'high'", "'max'", "'ultra'"]),
        new("quality", DallE3, ["'standard'", "'hd'"], ["'auto'", "'high'", "'max'", "'ultra'"]),
        new("quality", Gpt, ["'auto'", "'low'", "'medium'", "'high'", "'ultra'"], ["'standard'", "'hd'"]),
        new("quality", [.. Gpt1, .. Gpt2], [], ["'xhigh'", "'max'"]),
        new("quality", [.. Gpt25, .. Gpt26], ["'xhigh'", "'max'"], ["'MAX'", "'extra-high'"]),
        new("quality", Gpt, [], ["''", "' '", "'hôch'", "'High'"]),
        new("quality", Others, ["'hd'", "'max'", "'ultra'"], []),

        new("response_format", DallE, ["'url'", "'b64_json'"], ["'png'"]),
        new("response_format", Gpt, [], ["'url'", "'b64_json'", "'png'"], Unknown),
        new("response_format", Others, ["'url'", "'png'"], []),

        new("style", DallE2, [], ["'vivid'", "'natural'"], Unknown),
        new("style", DallE3, ["'vivid'", "'natural'"], ["'noir'"]),
        new("style", Gpt, [], ["'vivid'", "'natural'"], Unknown),
        new("style", Others, ["'vivid'", "'noir'"], []),

        new("user", All, ["'user-1234'"], []),

        new("background", DallE, [], ["'auto'"], Unknown),
        new("background", Gpt,
            [
                "'auto'", "'opaque'", "'transparent'", "'transparent', output_format: 'png'", "'checkered'",
                "'transparent', output_format: 'webp'", "'transparent', output_format: 'avif'",
                "'opaque', output_format: 'jpeg'",
            ],
            ["'transparent', output_format: 'jpeg'", "''", "'Opaque'"]),
        new("background", Gpt26, [], ["'transparent', output_format: 'gif'", "'transparent', output_format: 'svg'"]),
        new("background", Others, ["'transparent', output_format: 'jpeg'"], []),

        new("output_format", DallE, [], ["'png'"], Unknown),
        new("output_format", Gpt, ["'png'", "'jpeg'", "'webp'", "'avif'"], ["''", "'jpg'", "'PNG'", "'image/jpeg'"]),
        new("output_format", GptBefore26, [], ["'gif'", "'svg'"]),
        new("output_format", Gpt26, ["'gif'", "'svg'"], []),
        new("output_format", Others, ["'bmp'"], []),

        new("output_compression", DallE, [], ["50"], Unknown),
        new("output_compression", Gpt,
            [
                "0, output_format: 'jpeg'", "100, output_format: 'webp'", "50, output_format: 'avif'", "100",
                "100, output_format: 'png'",
            ],
            ["-1, output_format: 'jpeg'", "101, output_format: 'webp'", "50", "50, output_format: 'png'"]),
        new("output_compression", Gpt26, ["100, output_format: 'gif'"],
            ["50, output_format: 'gif'", "50, output_format: 'svg'"]),
        new("output_compression", Others, ["101"], []),

        new("moderation", DallE, [], ["'auto'"], Unknown),
        new("moderation", Gpt, ["'auto'", "'low'", "'strict'"], []),
        new("moderation", Others, ["'none'"], []),

        new("stream", DallE, [], ["true", "false"], Unknown),
        new("stream", Gpt, ["true", "false", "true, output_format: 'jpeg'", "true, output_format: 'webp'"], []),
        new("stream", Gpt26, ["false, output_format: 'gif'"],
            ["true, output_format: 'gif'", "true, output_format: 'svg'"]),
        new("stream", Others, ["true, output_format: 'gif'"], []),

        new("partial_images", DallE, [], ["1"], Unknown),
        new("partial_images", Gpt, ["0", "0, stream: false", "0, stream: true", "3, stream: true"],
            ["-1, stream: true", "4, stream: true", "1", "1, stream: false"]),
        new("partial_images", Others, ["4"], []),

        new("complexity", [.. DallE, .. GptBefore26], [], ["'low'"], Unknown),
        new("complexity", Gpt26, ["'low'", "'medium'", "'high'", "'baroque'"], ["''", "'Low'"]),
        new("complexity", Others, ["'low'"], []),

        new("frame_count", [.. DallE, .. GptBefore26], [], ["8"], Unknown),
        new("frame_count", Gpt26, ["2, output_format: 'gif'", "16, output_format: 'gif'"],
            ["1, output_format: 'gif'", "17, output_format: 'gif'", "8", "8, output_format: 'webp'"]),
        new("frame_count", Others, ["17"], []),

        new("frame_duration_ms", [.. DallE, .. GptBefore26], [], ["100"], Unknown),
        new("frame_duration_ms", Gpt26, ["100, output_format: 'gif'", "655350, output_format: 'gif'"],
            ["100", "100, output_format: 'png'", "655351, output_format: 'gif'"]),
        new("frame_duration_ms", Others, ["100"], []),

        new("svg", [.. DallE, .. GptBefore26], [], ["{ model: 'gpt-5' }"], Unknown),
        new("svg", Gpt26,
            [Svg, Svg + ", n: 1", "{ model: 'gpt-5', reasoning: { effort: 'low' } }, output_format: 'svg'"],
            ["{ model: 'gpt-5' }", "{ model: 'gpt-5' }, output_format: 'png'"]),
        new("svg", Others, ["{ model: 'gpt-5' }"], []),

        new("safety_identifier", DallE, [], ["'user-1234'"], Unknown),
        new("safety_identifier", Gpt, ["'user-1234'", Text(128)], [Text(129)]),
        new("safety_identifier", Others, ["'user-1234'"], []),
    ];

    private static string Text(int characters) => $"'{new string('x', characters)}'";
}
