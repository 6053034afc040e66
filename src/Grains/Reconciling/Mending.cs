using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Payments;
using Acp.Store;

namespace Acp.Reconciling;

/// <summary>
/// Does about a finding what needs no person. Each of these asks the provider once more and decides on the record as it is
/// by then, so that a finding which is no longer true does no harm; none of them charges or refunds.
/// </summary>
public sealed class Mending(IGrains grains, IPaymentProvider provider, IStore store, IIds ids, TimeProvider clock)
{
    /// <param name="operatorName">For the audit trail.</param>
    /// <param name="reason">1 to 500 characters, likewise.</param>
    /// <returns>Whether anything was to be done. Whether that was enough, the next comparison says.</returns>
    public async ValueTask<bool> Do(Finding finding, string operatorName, string reason)
    {
        if (finding.Mend == Mend.None)
        {
            return false;
        }

        await Note(finding, operatorName, reason); // First: whatever comes of it, it is on record who wanted it, and why.
        switch (finding.Mend)
        {
            case Mend.Settle:
                await grains.Get<ICheckoutSession>(finding.Session).LookAgain(finding.IntentId);
                break;
            case Mend.Adopt:
                await grains.Get<ICheckoutSession>(finding.Session).Adopt(finding.IntentId, operatorName, reason);
                break;
            case Mend.FollowRefunds:
                await grains.Get<IOrder>(finding.Order!).LookAgain();
                break;
            case Mend.Cancel:
                await provider.CancelIntent(finding.IntentId);
                break;
        }

        return true;
    }

    private ValueTask<Verdict> Note(Finding finding, string operatorName, string reason)
    {
        var now = clock.GetUtcNow();
        var detail = JsonSerializer.Serialize(new { intent = finding.IntentId, what = finding.Mend.ToString(), reason });
        return store.Land(new Unit(ids.NewCommitId(), now)
        {
            Audit = [new AuditEntry(CheckoutSession.KeyOf(finding.Session), now, operatorName, "operator.reconcile", detail)],
        });
    }
}
