using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>Completes, by what they were answered, and the charges that the guard has kept from being made.</summary>
public sealed class CompleteInstruments(Meter meter)
{
    private readonly Counter<long> completes = meter.CreateCounter<long>(
        "acp.completes", "{complete}", "Completes that were answered, by platform, result and, where one was refused, the class of the rule.");

    private readonly Histogram<double> duration = meter.CreateHistogram(
        "acp.complete.duration", "s", "From a complete's arrival at its session to its answer, the provider's share included.", tags: null, Instruments.Seconds);

    private readonly Counter<long> prevented = meter.CreateCounter<long>(
        "acp.duplicates.prevented", "{charge}", "Completes that did not charge because the session's charge existed or was under way.");

    private readonly Counter<long> preventedAmount = meter.CreateCounter<long>(
        "acp.duplicates.prevented_amount", "{minor_unit}", "What those charges would have come to, by currency.");

    internal void StartAtNought() => prevented.Add(0);

    /// <param name="reason">Null where nothing was refused.</param>
    public void Answered(string platform, string result, string? reason, TimeSpan took)
    {
        if (reason is null)
        {
            completes.Add(1, Instruments.Tag("platform", platform), Instruments.Tag("result", result));
        }
        else
        {
            completes.Add(1, Instruments.Tag("platform", platform), Instruments.Tag("result", result), Instruments.Tag("reason", reason));
        }

        duration.Record(took.TotalSeconds, Instruments.Tag("result", result));
    }

    /// <param name="amount">Minor units that the charge would have been of.</param>
    public void Prevented(long amount, string currency)
    {
        prevented.Add(1);
        preventedAmount.Add(amount, Instruments.Tag("currency", currency));
    }
}
