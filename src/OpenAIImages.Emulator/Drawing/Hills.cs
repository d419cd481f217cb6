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
            var ridge = Ridge(shape, width, foot);
            _layers[i] = new Layer(
                ridge,
                ridge.Min(place => place.Top),
                palette.Far.Towards(palette.Near, nearness),
                0.75f - 0.6f * nearness);
        }
    }

    /// <summary>Draws what of the hills is in this row over the sky that is there.</summary>
    public void Draw(int y, Span<Color> row)
    {
        Span<Color> shades = stackalloc Color[_layers.Length];
        for (var i = 0; i < shades.Length; i++)
            shades[i] = _layers[i].Shade(y, _unit, _haze);
        for (var x = 0; x < row.Length; x++)
        {
            var first = _layers.Length;
            while (first > 0 && (first == _layers.Length || _layers[first].Coverage(x, y) < 1))
                first--; // what stands behind a hill that hides it is not drawn
            for (var i = first; i < _layers.Length; i++)
            {
                var coverage = _layers[i].Coverage(x, y);
                if (coverage > 0)
                    row[x] = row[x].Towards(shades[i], coverage);
            }
        }
    }

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

    private readonly record struct Layer((float Top, float Sharpness)[] Ridge, float Peak, Color Color, float Haze)
    {
        /// <summary>How much of a pixel is below the ridge, smoothed across the ridge's slope.</summary>
        public float Coverage(int x, int y) => Math.Clamp((y + 0.5f - Ridge[x].Top) * Ridge[x].Sharpness + 0.5f, 0, 1);

        /// <summary>The color of a row: the lower, the more haze before it.</summary>
        public Color Shade(int y, float unit, Color haze) =>
            Color.Towards(haze, Haze * Noise.Step(0, 0.4f, (y - Peak) / unit));
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
                if (trees.Value(cell, 1) > wood * 1.4f)
                    continue;
                var height = 0.03f + 0.06f * trees.Value(cell, 2) * wood;
                var away = Math.Abs(x - (cell + trees.Value(cell, 3)) * Spacing) / (height * 0.26f);
                if (away < 1)
                    top = Math.Max(top, height * (1 - away));
            }
            return top;
        }
    }
}
