using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;
using Spectre.Console;

namespace OpenAIImages.Cli.Terminal;

/// <summary>Shows pictures on a terminal; the preview of an image is replaced by the next one.</summary>
/// <param name="console">The terminal.</param>
/// <param name="output">Where control sequences are written: to the same terminal.</param>
internal sealed class TerminalPicture(IAnsiConsole console, TextWriter output)
{
    private const int MaxColumns = 80;
    private const int MaxRows = 30;

    // A decoded picture takes four bytes per pixel.
    private const int MaxPixels = 64_000_000;

    private readonly TerminalProtocol _protocol = PictureSequence.Detect(Environment.GetEnvironmentVariable);
    private int _previewRows;

    /// <summary>Shows a picture.</summary>
    /// <param name="path">The path of its file.</param>
    /// <param name="isPreview">Whether the next picture takes its place.</param>
    /// <returns>False if the format cannot be shown.</returns>
    public bool Show(string path, bool isPreview)
    {
        if (Read(path) is not { } picture) return false;
        using (picture)
        {
            ErasePreview();
            var (columns, rows) = GetCells(picture.Width, picture.Height);
            picture.Mutate(it => it.Resize(columns * PixelsPerColumn, rows * PixelsPerRow));
            Write(picture, columns, rows);
            _previewRows = isPreview ? rows : 0;
            return true;
        }
    }

    /// <summary>Removes the preview that is shown, so that something can be written in its place.</summary>
    public void ErasePreview()
    {
        if (_previewRows > 0) output.Write(PictureSequence.EraseLines(_previewRows));
        _previewRows = 0;
    }

    private bool IsCharacters => _protocol == TerminalProtocol.Characters;

    // The usual size of a cell; terminals scale.
    private int PixelsPerColumn => IsCharacters ? 1 : 10;

    private int PixelsPerRow => IsCharacters ? 2 : 20;

    private static Image<Rgba32>? Read(string path)
    {
        try
        {
            var size = Image.Identify(path);
            return size is not null && (long)size.Width * size.Height <= MaxPixels ? Image.Load<Rgba32>(path) : null;
        }
        catch (Exception e) when (e is ImageFormatException or ImageProcessingException or IOException
            or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Returns the cells for a picture: a cell is twice as high as it is wide.</summary>
    private (int Columns, int Rows) GetCells(int width, int height)
    {
        var columns = Math.Clamp(console.Profile.Width - 1, 1, MaxColumns);
        var rows = Math.Max(1, (int)Math.Round(columns * (double)height / width / 2));
        if (rows <= MaxRows) return (columns, rows);
        return (Math.Max(1, (int)Math.Round(MaxRows * 2.0 * width / height)), MaxRows);
    }

    private void Write(Image<Rgba32> picture, int columns, int rows)
    {
        if (IsCharacters)
        {
            console.Write(new HalfBlocks(picture));
            return;
        }

        using var png = new MemoryStream();
        picture.SaveAsPng(png);
        output.Write(_protocol == TerminalProtocol.Kitty
            ? PictureSequence.Kitty(png.ToArray(), columns, rows)
            : PictureSequence.ITerm(png.ToArray(), columns, rows));
    }
}
