using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>The engine: how many grains are in memory, and calls that were too many.</summary>
public sealed class GrainInstruments(Meter meter)
{
    private readonly UpDownCounter<long> active = meter.CreateUpDownCounter<long>("acp.grains.active", "{grain}", "Grains in this process's memory, by kind.");

    private readonly Counter<long> shed = meter.CreateCounter<long>("acp.grains.shed", "{call}", "Calls that were turned away before anything of them was started.");

    internal void StartAtNought() => shed.Add(0);

    /// <param name="kind">Such as <c>checkout_session</c>.</param>
    public void Activated(string kind) => active.Add(1, Instruments.Tag("grain", kind));

    /// <inheritdoc cref="Activated"/>
    public void Deactivated(string kind) => active.Add(-1, Instruments.Tag("grain", kind));

    public void Shed() => shed.Add(1);
}
