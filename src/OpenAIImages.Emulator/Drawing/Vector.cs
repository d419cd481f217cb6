using System.Globalization;
using System.Text;

namespace OpenAIImages.Emulator.Drawing;

/// <summary>Draws a scene as SVG.</summary>
internal sealed class Vector
{
    private const int Points = 200; // of a ridge

    private readonly StringBuilder _svg = new();
    private readonly Scene _scene;
    private readonly int _width;
    private readonly int _height;
    private readonly int _unit;
    private readonly string _light;

    private Vector(Scene scene, int width, int height)
    {
        (_scene, _width, _height, _unit) = (scene, width, height, Math.Min(width, height));
        _light = scene.Palette.Light.ToHex();
    }

    public static string Draw(Scene scene, int width, int height)
    {
        var drawing = new Vector(scene, width, height);
        drawing.Add($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" """);
        drawing.Add($"""width="{width}" height="{height}">""");
        drawing.AddGradients();
        drawing.AddSky();
        for (var ridge = 0; ridge < scene.Ridges.Count; ridge++) drawing.AddRidge(ridge);
        drawing.Add($"</svg>\n");
        return drawing._svg.ToString();
    }

    private void AddGradients()
    {
        Add($"""<defs><linearGradient id="sky" x2="0" y2="{_scene.Horizon}">""");
        for (var stop = 0f; stop <= 1; stop += 0.125f) AddStop(stop, _scene.Palette.Sky(stop).ToHex(), 1);
        Add($"""</linearGradient><radialGradient id="glow">""");
        AddStop(0, _light, 0.7f);
        AddStop(0.2f, _light, 0.3f);
        AddStop(1, _light, 0);
        Add($"</radialGradient>");
        for (var i = 0; i < _scene.Ridges.Count; i++)
        {
            Add($"""<linearGradient id="ridge{i}" x2="0" y2="1">""");
            AddStop(0, _scene.Ridges[i].Color.ToHex(), 1);
            AddStop(1, _scene.Ridges[i].Haze.ToHex(), 1);
            Add($"</linearGradient>");
        }

        Add($"</defs>\n");
    }

    private void AddStop(float offset, string color, float opacity) =>
        Add($"""<stop offset="{offset}" stop-color="{color}" stop-opacity="{opacity}"/>""");

    private void AddSky()
    {
        Add($"""<rect width="{_width}" height="{_height}" fill="url(#sky)"/>{"\n"}""");
        AddCircle(_scene.SunX, _scene.SunY, 0.6f, "url(#glow)", 1);
        foreach (var (x, y, brightness) in _scene.Stars) AddCircle(x, y, 0.0013f, _light, brightness);
        AddCircle(_scene.SunX, _scene.SunY, _scene.SunRadius, _light, 1);
    }

    private void AddCircle(float x, float y, float radius, string fill, float opacity)
    {
        Add($"""<circle cx="{x * _width:0.#}" cy="{y * _height:0.#}" r="{radius * _unit:0.##}" """);
        Add($"""fill="{fill}" opacity="{opacity:0.##}"/>{"\n"}""");
    }

    private void AddRidge(int index)
    {
        Add($"""<path fill="url(#ridge{index})" d="M0 {_height}""");
        for (var point = 0; point <= Points; point++)
        {
            var x = point * _width / (float)Points;
            Add($"L{x:0.#} {_scene.Ridges[index].Top(x, _width, _height):0.#}");
        }

        Add($"""V{_height}Z"/>{"\n"}""");
    }

    private void Add(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
