using System.Diagnostics.Metrics;

namespace Acp.Telemetry;

/// <summary>Money that goes back on orders, ours to begin or made at the provider past us.</summary>
public sealed class RefundInstruments(Meter meter)
{
    private readonly Counter<long> refunds = meter.CreateCounter<long>(
        "acp.refunds", "{refund}", "Steps of refunds of orders: begun, pending, succeeded, failed, withdrawn.");

    private readonly Counter<long> refundedAmount = meter.CreateCounter<long>(
        "acp.refunds.refunded_amount", "{minor_unit}", "What the refunds that succeeded came to, by currency.");

    internal void StartAtNought()
    {
        foreach (var result in new[] { "begun", "pending", "succeeded", "failed", "withdrawn" })
        {
            refunds.Add(0, Instruments.Tag("result", result));
        }
    }

    public void Became(string result) => refunds.Add(1, Instruments.Tag("result", result));

    /// <param name="amount">Minor units.</param>
    public void Refunded(long amount, string currency) => refundedAmount.Add(amount, Instruments.Tag("currency", currency));
}
