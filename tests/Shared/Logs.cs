using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Acp.Tests;

/// <summary>Everything that is logged, at every level, with its exceptions.</summary>
internal class Logs : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = [];

    public IEnumerable<string> Lines => lines.Select(line => line.Text);

    public string All => string.Join('\n', Lines);

    public string Errors => string.Join('\n', lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue((logLevel, $"{formatter(state, exception)} {exception}"));

    public void Dispose()
    {
    }
}

/// <summary>The same, for one who logs under its own name.</summary>
internal sealed class Logs<T> : Logs, ILogger<T>;
