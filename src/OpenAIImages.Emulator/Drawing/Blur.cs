namespace OpenAIImages.Emulator.Drawing;

/// <summary>
/// A landscape drawn small and enlarged softly (by quadratic B-splines, which leave no edges), in blocks of equal
/// pixels, which compress well.
/// </summary>
internal sealed class Blur
{
    private const int Blocks = 160; // on the shorter side

    private readonly Color[][] _rows;
    private readonly Color[] _column;
    private readonly float _scaleX;
    private readonly float _scaleY;
    private readonly int _block;

    public Blur(uint seed, int smallWidth, int smallHeight, int width, int height, bool transparent)
    {
        var landscape = new Landscape(seed, smallWidth, smallHeight, transparent);
        _rows = new Color[smallHeight][];
        for (var y = 0; y < smallHeight; y++)
        {
            landscape.Draw(y, _rows[y] = new Color[smallWidth]);
        }

        _column = new Color[smallWidth];
        _scaleX = smallWidth / (float)width;
        _scaleY = smallHeight / (float)height;
        _block = Math.Max(1, Math.Min(width, height) / Blocks);
    }

    /// <summary>Draws one row of the enlarged picture.</summary>
    public void Draw(int y, Span<Color> row)
    {
        var vertical = new Spline(MiddleOfBlock(y) * _scaleY, _rows.Length);
        for (var x = 0; x < _column.Length; x++)
        {
            _column[x] = vertical.Blend(_rows[vertical.Before][x], _rows[vertical.At][x], _rows[vertical.After][x]);
        }

        for (var x = 0; x < row.Length; x += _block)
        {
            var horizontal = new Spline(MiddleOfBlock(x) * _scaleX, _column.Length);
            row.Slice(x, Math.Min(_block, row.Length - x)).Fill(
                horizontal.Blend(_column[horizontal.Before], _column[horizontal.At], _column[horizontal.After]));
        }
    }

    private float MiddleOfBlock(int position) => position - position % _block + 0.5f * _block;

    /// <summary>The three neighbours of a position, and how the outer two weigh beside the middle one.</summary>
    private readonly struct Spline
    {
        private readonly float _before;
        private readonly float _after;

        public Spline(float position, int count)
        {
            At = Math.Min((int)position, count - 1);
            Before = Math.Max(At - 1, 0);
            After = Math.Min(At + 1, count - 1);
            var offset = position - At;
            _before = 0.5f * (1 - offset) * (1 - offset);
            _after = 0.5f * offset * offset;
        }

        public int Before { get; }

        public int At { get; }

        public int After { get; }

        public Color Blend(Color before, Color at, Color after) =>
            at.Towards(before, _before / (1 - _after)).Towards(after, _after);
    }
}
