using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>Charge attempts on both rails: opened, and what became of them, by whom it was found out.</summary>
public sealed class AttemptInstruments(Meter meter)
{
    private readonly Counter<long> opened = meter.CreateCounter<long>(
        "acp.attempts.opened", "{attempt}", "Charge attempts that were committed before their first send, by rail.");

    private readonly Counter<long> settled = meter.CreateCounter<long>(
        "acp.attempts.settled", "{attempt}", "Charge attempts whose outcome became certain, by rail, result and who brought it about.");

    private readonly Counter<long> chargedAmount = meter.CreateCounter<long>(
        "acp.attempts.charged_amount", "{minor_unit}", "What the attempts that succeeded came to, by currency.");

    private readonly Counter<long> pages = meter.CreateCounter<long>(
        "acp.pages", "{page}", "Pages of the provider to pay on: opened, paid, expired, refused, or never made.");

    internal void StartAtNought()
    {
        foreach (var rail in new[] { "token", "page" })
        {
            opened.Add(0, Instruments.Tag("rail", rail));
            settled.Add(0, Instruments.Tag("rail", rail), Instruments.Tag("result", "succeeded"), Instruments.Tag("by", "caller"));
            settled.Add(0, Instruments.Tag("rail", rail), Instruments.Tag("result", "refused"), Instruments.Tag("by", "caller"));
        }

        foreach (var result in new[] { "opened", "paid", "expired", "refused", "never_made" })
        {
            pages.Add(0, Instruments.Tag("result", result));
        }
    }

    public void Opened(string rail) => opened.Add(1, Instruments.Tag("rail", rail));

    public void Settled(string rail, string result, string by) =>
        settled.Add(1, Instruments.Tag("rail", rail), Instruments.Tag("result", result), Instruments.Tag("by", by));

    /// <param name="amount">Minor units.</param>
    public void Charged(long amount, string currency) => chargedAmount.Add(amount, Instruments.Tag("currency", currency));

    public void Page(string result) => pages.Add(1, Instruments.Tag("result", result));
}
