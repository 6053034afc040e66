using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>What falls due and is woken by the loop.</summary>
public sealed class DueInstruments(Meter meter)
{
    private readonly Counter<long> woken = meter.CreateCounter<long>(
        "acp.due.woken", "{wake}", "What had fallen due and was woken, by kind and result: done, or failed and woken again once its lease is over.");

    private readonly Counter<long> unread = meter.CreateCounter<long>(
        "acp.due.unread", "{pass}", "Passes of the loop in which the store did not say what is due.");

    internal void StartAtNought() => unread.Add(0);

    public void Woken(string kind, string result) => woken.Add(1, Instruments.Tag("kind", kind), Instruments.Tag("result", result));

    public void NotRead() => unread.Add(1);
}
