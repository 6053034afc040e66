using Acp.CheckoutSessions;
using Acp.Pricing;
using Acp.Store;

namespace Acp.Orders;

/// <summary>What a completed checkout leaves to fulfill: frozen, because the session is forgotten before the order is.</summary>
/// <param name="Payment">Null where the total was nought and nothing was charged.</param>
public sealed record PlacedOrder(
    string Id,
    string Number,
    string SessionId,
    string Platform,
    string Currency,
    Buyer? Buyer,
    FulfillmentDetails? Recipient,
    Address? BillingAddress,
    string? OrderNotes,
    string? Metadata,
    string? Locale,
    IReadOnlyList<QuotedLine> Lines,
    IReadOnlyList<FulfillmentOption> Chosen,
    IReadOnlyList<TotalLine> Totals,
    OrderPayment? Payment,
    DateTimeOffset PlacedAt) : Stored
{
    public IReadOnlyList<AppliedDiscount> Discounts { get; init; } = [];

    /// <summary>What the shopper agreed to, or did not, when it was placed.</summary>
    public IReadOnlyList<MarketingConsent> Consents { get; init; } = [];

    /// <inheritdoc cref="Order.HeldBecause"/>
    public string? HeldBecause { get; init; }

    /// <param name="session">Charged, a moment ago.</param>
    public static PlacedOrder Of(CheckoutSession session, Order order) => new(
        order.Id,
        order.Number,
        session.Id,
        session.Platform,
        session.Currency,
        session.Buyer,
        session.Recipient,
        session.BillingAddress,
        session.OrderNotes,
        session.Metadata,
        session.Locale,
        session.Quote.Lines,
        [.. session.Quote.Options.Where(option => session.Quote.Selected.Any(choice => Fulfillment.Is(option, choice)))],
        session.Quote.Totals,
        OrderPayment.Of(session.Payment),
        order.PlacedAt)
    {
        Discounts = session.Quote.Applied,
        Consents = session.Consents,
        HeldBecause = order.HeldBecause,
    };
}

/// <param name="IntentId">The provider's payment.</param>
/// <param name="Account">The account it was made on; a refund sent to another would find nothing.</param>
/// <param name="Amount">Minor units.</param>
public sealed record OrderPayment(string IntentId, string Account, long Amount) : Stored
{
    /// <returns>Null where nothing was charged.</returns>
    public static OrderPayment? Of(Payment payment) => payment is Payment.Charged { Attempt: { } attempt, IntentId: { } intent }
        ? new(intent, attempt.Request.Account, attempt.Amount)
        : null;
}
