namespace OpenAIImages.Generated.Benchmarks;

/// <summary>All comparisons, one after the other.</summary>
internal static class Comparison
{
    /// <summary>Measures and prints the table.</summary>
    /// <param name="isSmoke">Whether everything runs only once and briefly; the figures then mean nothing.</param>
    public static async Task RunAsync(bool isSmoke)
    {
        var table = new ResultTable();
        Report("responses from memory");
        await ResponseFigures.MeasureAsync(table, isSmoke);

        Report("the first call of a process");
        var (official, ours) = await FirstCall.MeasureAsync(processes: isSmoke ? 1 : 10);
        table.AddTime("first call of a process", official, ours, 0.9);

        Report("many calls at once");
        const string Name = "64 calls at once, 2 MB trickled in over 2 s";
        var (officials, all) = await ConcurrentCalls.MeasureAsync(isSmoke ? 1 : 5, milliseconds: isSmoke ? 200 : 2000);
        table.AddTime(Name, officials.Milliseconds, all.Milliseconds, 1.05);
        table.AddThreads(Name, officials.Threads, all.Threads, 4);
        if (isSmoke) Console.WriteLine("A smoke run: everything works, but the figures mean nothing.");
        Console.Write(table);
    }

    // Not to standard output, which is for the table.
    private static void Report(string what) => Console.Error.WriteLine($"Measuring {what} …");
}
