using Acp.Telemetry;

namespace Acp.Orders;

/// <summary>What a commit did to an order's refunds, in the words of metrics.</summary>
internal static class RefundCounting
{
    public static void Count(this RefundInstruments refunds, OrderRecord before, OrderRecord after)
    {
        if (ReferenceEquals(before.Money, after.Money))
        {
            return;
        }

        foreach (var refund in after.Money.Refunds.Where(refund => before.Money.Find(refund.Id)?.State.GetType() != refund.State.GetType()))
        {
            refunds.Became(WordFor(refund.State));
            if (refund.State is RefundState.Succeeded)
            {
                refunds.Refunded(refund.Amount, after.Placed.Currency);
            }
        }

        foreach (var _ in before.Money.Refunds.Where(refund => after.Money.Find(refund.Id) is null))
        {
            refunds.Became("withdrawn");
        }
    }

    private static string WordFor(RefundState state) => state switch
    {
        RefundState.Sending => "begun",
        RefundState.Pending => "pending",
        RefundState.Succeeded => "succeeded",
        _ => "failed",
    };
}
