using System.Globalization;

namespace Acp.Simulation;

/// <summary>
/// What befalls a payment at the provider after it was made, past us: somebody refunds it there, refunds take their time or
/// come to nothing, a shopper disputes it and a bank decides.
/// </summary>
internal sealed class Aftermath(World world)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Later = TimeSpan.FromHours(8);
    private static readonly TimeSpan SlowestBank = TimeSpan.FromHours(30);

    private static readonly (int Weight, string Status)[] Beginnings = [(6, "succeeded"), (2, "pending"), (1, "requires_action"), (1, "failed")];
    private static readonly string[] Verdicts = ["won", "lost", "warning_closed"];

    private readonly Chance chance = world.OrderPace.Chance;
    private readonly Dictionary<string, (string Intent, string Status)> disputes = [];

    /// <summary>Where each dispute stands at the provider, by its payment.</summary>
    public IEnumerable<string> DisputesOf(string intent) => disputes.Values.Where(dispute => dispute.Intent == intent).Select(dispute => dispute.Status);

    /// <summary>How refunds begin: at the provider it depends on the payment.</summary>
    public void Draw()
    {
        if (world.OrderPace.MovesMoney)
        {
            world.Provider.Bank(bank => bank.BeginRefunds(chance.Weighted(Beginnings)));
        }
    }

    /// <summary>A refund was made, by whomever.</summary>
    public void Meets(string refund, string status)
    {
        if (status is "pending" or "requires_action")
        {
            Settle(refund, chance.OneIn(3) ? chance.OneIn(2) ? "failed" : "canceled" : "succeeded", chance.UpTo(chance.OneIn(2) ? Soon : chance.OneIn(2) ? Later : SlowestBank));
        }
        else if (status == "succeeded" && chance.OneIn(8))
        {
            Settle(refund, "failed", chance.UpTo(chance.OneIn(2) ? Soon : SlowestBank));
        }
    }

    public async Task RefundElsewhere(string intent, long most)
    {
        var amount = chance.OneIn(3) ? most : 1 + chance.Below((int)most);
        var form = string.Create(CultureInfo.InvariantCulture, $"payment_intent={intent}&amount={amount}");
        var reply = await world.Provider.Directly(Accounts.SellerKey, "/v1/refunds", form);
        world.Trace?.Say("elsewhere", $"refunds {amount} of {intent}: {reply.Status}");
    }

    public async Task Dispute(string intent)
    {
        var isInquiry = chance.OneIn(3);
        if (world.Provider.Bank(bank => bank.OpenDispute(intent, isInquiry ? "status=warning_needs_response" : "")) is not { } dispute)
        {
            return;
        }

        disputes[dispute] = (intent, isInquiry ? "warning_needs_response" : "needs_response");
        world.Trace?.Say("bank", $"{intent} is disputed: {disputes[dispute].Status}");
        while (!IsOver(disputes[dispute].Status) && !chance.OneIn(4))
        {
            await world.Delay(chance.UpTo(chance.OneIn(2) ? Soon : Later));
            var next = chance.OneIn(3) ? "under_review" : chance.Of(Verdicts);
            if (world.Provider.Bank(bank => bank.MoveDispute(dispute, next)))
            {
                disputes[dispute] = (intent, next);
                world.Trace?.Say("bank", $"the dispute of {intent} is {next}");
            }
        }
    }

    private void Settle(string refund, string outcome, TimeSpan after) => world.Begin(async () =>
    {
        await world.Delay(after);
        var settled = world.Provider.Bank(bank => bank.SettleRefund(refund, outcome));
        world.Trace?.Say("bank", $"{refund} {outcome}{(settled ? "" : ", which it cannot any more")}");
    });

    private static bool IsOver(string status) => status is "won" or "lost" or "warning_closed";
}
