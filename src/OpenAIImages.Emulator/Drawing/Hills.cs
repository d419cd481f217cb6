namespace OpenAIImages.Emulator.Drawing;

/// <summary>Rows of hills, one before the other: pale and hazy far away, dark and wooded near.</summary>
internal sealed class Hills
{
    private readonly float _unit;
    private readonly Color _haze;
    private readonly Layer[] _layers;

    /// <param name="random">What decides the shapes.</param>
    /// <param name="palette">The colors.</param>
    /// <param name="width">Of the picture, in pixels.</param>
    /// <param name="height">Of the picture, in pixels.</param>
    /// <param name="horizon">Where the farthest hills stand, as a share of the height.</param>
    /// <param name="bottom">Where the nearest hills stand, as a share of the height.</param>
    public Hills(Noise random, Palette palette, int width, int height, float horizon, float bottom)
    {
        _unit = Math.Min(width, height);
        _haze = palette.Horizon;
        _layers = new Layer[4 + (int)(random.Value(0) * 3)];
        var mountains = random.Value(1) < 0.55f;
        for (var i = 0; i < _layers.Length; i++)
        {
            var nearness = i / (_layers.Length - 1f);
            var trees = i == _layers.Length - 1 && random.Value(2) < 0.6f;
            var shape = new Shape(random.Fork(i), nearness, mountains, trees);
            var foot = (horizon + (bottom - horizon) * nearness) * height;
            var color = palette.Far.Towards(palette.Near, nearness);
            _layers[i] = new Layer(Ridge(shape, width, foot), color, haze: 0.75f - 0.6f * nearness);
        }
    }

    /// <summary>Whether nothing of the sky is left in a row.</summary>
    public bool Hide(int y) => FirstVisible(y) >= 0;

    /// <summary>Draws what of the hills is in this row over the sky that is there.</summary>
    public void Draw(int y, Span<Color> row)
    {
        var first = FirstVisible(y);
        if (first >= 0) row.Fill(_layers[first].Shade(y, _unit, _haze));
        for (var i = first + 1; i < _layers.Length; i++)
        {
            if (y >= _layers[i].Peak) Draw(_layers[i], y, row);
        }
    }

    private void Draw(Layer layer, int y, Span<Color> row)
    {
        var shade = layer.Shade(y, _unit, _haze);
        for (var x = 0; x < row.Length; x++)
        {
            var coverage = layer.Coverage(x, y);
            if (coverage > 0) row[x] = row[x].Towards(shade, coverage);
        }
    }

    /// <summary>The nearest layer that fills the whole row, and hides what is behind it; -1 when none does.</summary>
    private int FirstVisible(int y) => Array.FindLastIndex(_layers, layer => y >= layer.Valley);

    private (float Top, float Sharpness)[] Ridge(Shape shape, int width, float foot)
    {
        var ridge = new (float Top, float Sharpness)[width];
        for (var x = 0; x < width; x++)
        {
            var left = shape.Height((x - 0.5f) / _unit) * _unit;
            var right = shape.Height((x + 1.5f) / _unit) * _unit;
            var slope = (right - left) * 0.5f;
            ridge[x] = (foot - shape.Height((x + 0.5f) / _unit) * _unit, 1 / MathF.Sqrt(1 + slope * slope));
        }
        return ridge;
    }

    private sealed class Layer
    {
        private readonly (float Top, float Sharpness)[] _ridge;
        private readonly Color _color;
        private readonly float _haze;

        public Layer((float Top, float Sharpness)[] ridge, Color color, float haze)
        {
            (_ridge, _color, _haze) = (ridge, color, haze);
            Peak = ridge.Min(place => place.Top - 0.5f / place.Sharpness) - 0.5f;
            Valley = ridge.Max(place => place.Top + 0.5f / place.Sharpness) - 0.5f;
        }

        /// <summary>Above this row there is nothing of the layer.</summary>
        public float Peak { get; }

        /// <summary>From this row on there is nothing but the layer.</summary>
        public float Valley { get; }

        /// <summary>How much of a pixel is below the ridge, smoothed across the ridge's slope.</summary>
        public float Coverage(int x, int y) =>
            Math.Clamp((y + 0.5f - _ridge[x].Top) * _ridge[x].Sharpness + 0.5f, 0, 1);

        /// <summary>The color of a row: the lower, the more haze before it.</summary>
        public Color Shade(int y, float unit, Color haze) =>
            _color.Towards(haze, _haze * Noise.Step(0, 0.4f, (y - Peak) / unit));
    }

    private readonly record struct Shape(Noise Random, float Nearness, bool Mountains, bool Trees)
    {
        /// <summary>How high the hill is at a place, in units of the picture's shorter side.</summary>
        public float Height(float x)
        {
            var peaks = Mountains && Nearness < 0.7f;
            var frequency = (peaks ? 2.6f : 1.7f) + Nearness;
            float sum = 0, weight = 0.5f;
            var at = x * frequency;
            for (var octave = 0; octave < 6; octave++)
            {
                var value = Random.Fork(octave).Smooth(at);
                sum += weight * (peaks ? 1 - Math.Abs(2 * value - 1) : value);
                (at, weight) = (at * 2.1f + 0.29f, weight * (peaks ? 0.45f : 0.36f));
            }
            var height = (peaks ? 0.34f - 0.2f * Nearness : 0.2f - 0.08f * Nearness) * sum;
            return Trees ? height + TreeTop(x) : height;
        }

        /// <summary>Conifers in cells along the ridge, each with branches that step back towards the tip.</summary>
        private float TreeTop(float x)
        {
            const float Spacing = 0.022f;
            var trees = Random.Fork(99);
            var wood = trees.Smooth(x * 2.5f);
            float top = 0;
            for (var cell = (int)MathF.Floor(x / Spacing) - 1; cell <= (int)MathF.Floor(x / Spacing) + 1; cell++)
            {
                if (trees.Value(cell, 1) > wood * 1.4f) continue;
                var height = 0.03f + 0.06f * trees.Value(cell, 2) * wood;
                var away = Math.Abs(x - (cell + trees.Value(cell, 3)) * Spacing) / (height * 0.26f);
                if (away < 1) top = Math.Max(top, height * (1 - away));
            }
            return top;
        }
    }
}
