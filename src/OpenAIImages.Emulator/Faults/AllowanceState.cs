namespace OpenAIImages.Emulator.Faults;

/// <summary>What is left of an <see cref="Allowance"/>.</summary>
/// <param name="Left">The units that are left.</param>
/// <param name="Reset">The time until the allowance is full.</param>
/// <param name="Wait">The time until the refused units are available; zero if they were taken.</param>
internal readonly record struct AllowanceState(int Left, TimeSpan Reset, TimeSpan Wait)
{
    public bool IsRefused => Wait > TimeSpan.Zero;
}
