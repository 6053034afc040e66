using System.Diagnostics.Metrics;
using Acp.Store;
using Acp.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Storage.Tests;

/// <summary>Whoever measures listens from within the writer.</summary>
public sealed class When_a_listener_throws : IAsyncDisposable
{
    private readonly SqliteFile file = new();
    private readonly Meter meter = new($"test-{Guid.NewGuid():N}");
    private readonly MeterListener listener = new();
    private int heard;

    public When_a_listener_throws()
    {
        listener.InstrumentPublished = (instrument, it) =>
        {
            if (instrument.Meter == meter)
            {
                it.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => Throw());
        listener.SetMeasurementEventCallback<int>((_, _, _, _) => Throw());
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => Throw());
        listener.Start();
    }

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        meter.Dispose();
        return file.DisposeAsync();
    }

    [Theory]
    [InlineData("memory:")]
    [InlineData("sqlite:")]
    public async Task Every_caller_is_told_and_the_writer_goes_on(string kind)
    {
        await using var store = Stores.Open(kind == "memory:" ? kind : kind + file.Path, TimeProvider.System, NullLoggerFactory.Instance, new StoreInstruments(meter));

        var together = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => store.Commit(Units.Swap($"key {i}".At(0))).AsTask()).ToArray()).WaitAsync(TimeSpan.FromMinutes(1));
        var after = await store.Commit(Units.Swap("after".At(0)));

        Assert.All([.. together, after], verdict => Assert.IsType<Verdict.Committed>(verdict));
        Assert.True(heard >= 21);
    }

    private void Throw()
    {
        Interlocked.Increment(ref heard);
        throw new InvalidOperationException("of a listener");
    }
}
