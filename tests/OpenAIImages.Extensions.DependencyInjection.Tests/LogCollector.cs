using System.Text;
using Microsoft.Extensions.Logging;

namespace OpenAIImages.Extensions.DependencyInjection.Tests;

/// <summary>Collects everything that is logged, with scopes, as text.</summary>
internal sealed class LogCollector : ILoggerProvider, ILogger
{
    private readonly StringBuilder _text = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _text.AppendLine(state.ToString());
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        _text.AppendLine(formatter(state, exception)).AppendLine(exception?.ToString());

    public void Dispose()
    {
    }

    public override string ToString() => _text.ToString();
}
