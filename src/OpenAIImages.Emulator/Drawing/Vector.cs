using System.Globalization;
using System.Text;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>Draws a scene as SVG.</summary>
internal static class Vector
{
    private const int Points = 200; // of a ridge

    public static string Draw(Scene scene, int width, int height)
    {
        var (light, unit) = (scene.Palette.Light.ToHex(), Math.Min(width, height));
        var (x, y) = (scene.Sun.X * width, scene.Sun.Y * height);
        var sky = Enumerable.Range(0, 9).Select(stop => Stop(stop / 8f, scene.Palette.Sky(stop / 8f).ToHex()));
        var glow = new[] { 0, 0.2f, 0.5f, 1 }.Zip([0.7f, 0.49f, 0.19f, 0], (at, opacity) => Stop(at, light, opacity));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
            {Gradient("sky", scene.Horizon, sky)}
            <radialGradient id="glow">{string.Concat(glow)}</radialGradient>
            <rect width="{width}" height="{height}" fill="url(#sky)"/>
            <circle cx="{x:0.#}" cy="{y:0.#}" r="{0.6f * unit:0.#}" fill="url(#glow)"/>
            <circle cx="{x:0.#}" cy="{y:0.#}" r="{scene.SunRadius * unit:0.#}" fill="{light}"/>

            """);
        foreach (var ridge in scene.Ridges)
        {
            var (color, haze) = (scene.Palette.Ridge(ridge.Nearness), scene.Palette.Haze(ridge.Nearness));
            var id = FormattableString.Invariant($"ridge{ridge.Nearness * 100:0}");
            svg.Append(Gradient(id, 1, [Stop(0, color.ToHex()), Stop(1, haze.ToHex())]));
            svg.Append(CultureInfo.InvariantCulture, $"""<path fill="url(#{id})" d="M0 {height}""");
            for (var point = 0f; point <= width; point += width / (float)Points)
            {
                svg.Append(CultureInfo.InvariantCulture, $"L{point:0.#} {ridge.Top(point, width, height):0.#}");
            }

            svg.Append(CultureInfo.InvariantCulture, $"L{width} {height}Z\"/>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string Gradient(string id, float bottom, IEnumerable<string> stops) => FormattableString.Invariant(
        $"""<linearGradient id="{id}" x2="0" y2="{bottom}">{string.Concat(stops)}</linearGradient>""");

    private static string Stop(float offset, string color, float opacity = 1) => FormattableString.Invariant(
        $"""<stop offset="{offset}" stop-color="{color}" stop-opacity="{opacity}"/>""");
}
