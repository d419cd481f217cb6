using System.Globalization;
using System.Text;

namespace OpenAIImages.Generated.Benchmarks;

/// <summary>All figures, as ratios to the official SDK, with their upper limits.</summary>
internal sealed class ResultTable
{
    private static readonly string[] TimeUnits = ["ns", "µs", "ms", "s"];
    private static readonly string[] SizeUnits = ["B", "KB", "MB", "GB"];

    private readonly List<string[]> _rows =
    [
        ["case", "measure", "official", "ours", "ratio", "at most", ""],
    ];

    public void AddTime(string name, double officialMilliseconds, double oursMilliseconds, double target) =>
        AddRatio(name, "time", officialMilliseconds * 1e6, oursMilliseconds * 1e6, target, TimeUnits);

    public void AddAllocated(string name, double official, double ours, double target) =>
        AddRatio(name, "allocated", official, ours, target, SizeUnits);

    public void AddThreads(string name, int official, int ours, int target) =>
        _rows.Add(
        [
            name, "pool threads above idle", Format(official), Format(ours), "", Format(target),
            Verdict(ours, target),
        ]);

    /// <summary>The table in Markdown.</summary>
    public override string ToString()
    {
        var widths = _rows[0].Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < _rows.Count; i++)
        {
            var cells = _rows[i].Select((cell, column) => cell.PadRight(widths[column]));
            text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
            if (i > 0) continue;
            text.Append('|').AppendJoin('|', widths.Select(width => new string('-', width + 2))).AppendLine("|");
        }

        return text.ToString();
    }

    private void AddRatio(string name, string measure, double official, double ours, double target, string[] units)
    {
        var ratio = ours / official;
        _rows.Add(
        [
            name, measure, Format(official, units), Format(ours, units),
            ratio.ToString("0.000", CultureInfo.InvariantCulture), Format(target), Verdict(ratio, target),
        ]);
    }

    private static string Verdict(double figure, double target) => figure <= target ? "" : "above";

    private static string Format(double figure) => figure.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Format(double figure, string[] units)
    {
        var unit = 0;
        for (; figure >= 1000 && unit < units.Length - 1; unit++) figure /= 1000;
        return figure.ToString("0.0", CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
