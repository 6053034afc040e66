using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Acp.Gateway.Tests.Host;

/// <summary>Everything the host logs, at every level.</summary>
internal sealed class Logs : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = [];

    public string All => string.Join('\n', lines.Select(line => line.Text));

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
