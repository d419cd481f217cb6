namespace OpenAIImages.Emulator.Faults;

/// <summary>A number of units per minute, refilled continuously up to that number.</summary>
internal sealed class Allowance(int perMinute, TimeProvider clock)
{
    // Rounded down, so that a client never waits too briefly. A limit may be higher than the ticks of a minute.
    private readonly long _ticksPerUnit = Math.Max(TimeSpan.TicksPerMinute / perMinute, 1);

    private readonly object _gate = new();
    private long _seen = clock.GetTimestamp();
    private long _missing; // ticks until the allowance is full

    /// <summary>Takes units, or none if there are too few.</summary>
    /// <returns>The state afterwards.</returns>
    public AllowanceState Take(int units)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            _missing = Math.Max(0, _missing - clock.GetElapsedTime(_seen, now).Ticks);
            _seen = now;
            var capacity = _ticksPerUnit * perMinute;
            var wait = _missing + _ticksPerUnit * units - capacity;
            if (wait <= 0) _missing += _ticksPerUnit * units;
            var left = (int)((capacity - _missing) / _ticksPerUnit);
            return new AllowanceState(left, new TimeSpan(_missing), new TimeSpan(Math.Max(0, wait)));
        }
    }
}
