using System.Text.Json;

namespace Acp.Fakes;

/// <summary>What banks and shoppers do with payments that were made: no calls of Stripe's API, but the fake's journal keeps them like calls.</summary>
public sealed class Bank
{
    private readonly FakeStripe stripe;

    internal Bank(FakeStripe stripe) => this.stripe = stripe;

    /// <summary>All refunds as they stand, oldest first, those included that came to nothing.</summary>
    public IReadOnlyList<FakeRefund> Refunds => stripe.Read<IReadOnlyList<FakeRefund>>(state => [.. state.Refunds.OldestFirst.Select(it => it.View)]);

    /// <param name="session">The payments' metadata <c>acp_session</c>.</param>
    public IReadOnlyList<FakeRefund> RefundsOf(string session) => [.. Refunds.Where(it => it.Session == session)];

    /// <param name="status">How refunds begin from now on: <c>succeeded</c>, <c>pending</c>, <c>requires_action</c> or <c>failed</c>.</param>
    public bool BeginRefunds(string status) => stripe.Happen("refunds/begin", $"status={status}").Status == 200;

    /// <param name="outcome">What the refund comes to later: <c>succeeded</c>, <c>failed</c> or <c>canceled</c>.</param>
    /// <returns>False where there is no such refund, or it came to nothing already.</returns>
    public bool SettleRefund(string refundId, string outcome) =>
        stripe.Happen($"refunds/{Uri.EscapeDataString(refundId)}/settle", $"outcome={outcome}").Status == 200;

    /// <param name="form">Optional fields: <c>amount</c>, <c>reason</c>, <c>status</c>, <c>is_charge_refundable</c>.</param>
    /// <returns>The dispute's id; null where there is no payment to dispute, or it is disputed already.</returns>
    public string? OpenDispute(string intentId, string form = "")
    {
        var opened = stripe.Happen($"payment_intents/{Uri.EscapeDataString(intentId)}/dispute", form);
        if (opened.Status != 200)
        {
            return null;
        }

        using var body = JsonDocument.Parse(opened.Body);
        return body.RootElement.GetProperty("id").GetString();
    }

    /// <param name="status">Stripe's, such as <c>under_review</c>, <c>won</c> or <c>lost</c>.</param>
    /// <returns>False where there is no such dispute, or it is over.</returns>
    public bool MoveDispute(string disputeId, string status) =>
        stripe.Happen($"disputes/{Uri.EscapeDataString(disputeId)}/move", $"status={status}").Status == 200;
}
