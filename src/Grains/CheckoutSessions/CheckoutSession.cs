using System.Text.Json.Serialization;
using Acp.Orders;
using Acp.Pricing;
using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>A checkout session as it is stored. Immutable: each change is a new one, and takes effect by its commit.</summary>
/// <param name="Quote">What the last reply showed.</param>
/// <param name="Order">Set in the same commit as <see cref="Payment.Charged"/>.</param>
public sealed record CheckoutSession(
    string Id,
    string Platform,
    string Currency,
    Buyer? Buyer,
    FulfillmentDetails? FulfillmentDetails,
    Address? BillingAddress,
    Quote Quote,
    IReadOnlyList<string> Interventions,
    string? Locale,
    string? Timezone,
    string? Metadata,
    string? OrderNotes,
    Payment Payment,
    Order? Order,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset ExpiresAt) : Stored
{
    /// <summary>Write-only; null where nobody claims to have led the shopper here.</summary>
    public Attribution? Attribution { get; init; }

    /// <summary>Of the complete that was taken up last; a completion hands them to its order.</summary>
    public IReadOnlyList<MarketingConsent> Consents { get; init; } = [];

    /// <summary>The session's key in the store, and the subject of its audit trail.</summary>
    public static string KeyOf(string id) => $"session/{id}";

    [JsonIgnore] // They are in the quote; a list is written though it cannot be set.
    public IReadOnlyList<CartLine> Lines => [.. Quote.Lines.Select(line => line.Line)];

    public IReadOnlyList<string> Extensions { get; init; } = [];

    public IReadOnlyList<FulfillmentGroup> Groups { get; init; } = [];

    public string? QuoteId { get; init; }

    /// <summary>Under which key it was created; null where it was under none, or by a version that did not write it down.</summary>
    public FirstCall? CreatedUnder { get; init; }

    /// <summary>The session's own pages that can no longer be paid, as the provider said: the newest of them.</summary>
    public IReadOnlyList<ClosedPage> ClosedPages { get; init; } = [];

    /// <summary>What such a page collected is given back, and pays for nothing.</summary>
    public bool HasClosedPage(int attempt) => ClosedPages.Any(page => page.Number == attempt);

    /// <summary>What is given back of pages that were paid all the same.</summary>
    public IReadOnlyList<PageRefund> PageRefunds { get; init; } = [];

    /// <summary>Payments of closed pages whose money has gone back: nothing is owed for them, and they stand in no other's way.</summary>
    public IReadOnlyList<string> GivenBack => [.. PageRefunds.Where(refund => refund.State == PageRefundState.Made).Select(refund => refund.IntentId)];

    /// <summary>The one that may collect; null where none may.</summary>
    [JsonIgnore]
    public ChargeAttempt? OpenAttempt => Transition.AttemptOf(Payment);

    /// <summary>Who receives the goods and where: the session's own details, and the address of a group where those have none.</summary>
    public FulfillmentDetails? Recipient => GroupedItems.Complete(FulfillmentDetails, Groups);

    public Cart Cart => new(Currency, Lines, Recipient?.Address, BillingAddress, Quote.Selected, Quote.DiscountCodes);

    /// <summary>Expiry is a fact of time: a session past it reads expired though nothing has woken it yet.</summary>
    public CheckoutStatus StatusAt(DateTimeOffset now) => Payment switch
    {
        Payment.Charged => CheckoutStatus.Completed,
        Payment.Closed { Because: ClosedBecause.Canceled } => CheckoutStatus.Canceled,
        Payment.Closed => CheckoutStatus.Expired,
        Payment.Charging or Payment.Waiting { For: WaitingFor.Provider } => CheckoutStatus.CompleteInProgress,
        Payment.Waiting => CheckoutStatus.AuthenticationRequired,

        // It may be paid at this moment: one that reads expired must stay so.
        Payment.PageOpening or Payment.PageOpen when now >= ExpiresAt => CheckoutStatus.CompleteInProgress,
        _ when now >= ExpiresAt => CheckoutStatus.Expired,
        _ => Quote.Obstacles.Count == 0 ? CheckoutStatus.ReadyForPayment : CheckoutStatus.NotReadyForPayment,
    };

    public CheckoutSessionView View(DateTimeOffset now, params IEnumerable<SessionMessage> extra) => new(
        Id,
        StatusAt(now),
        Currency,
        Buyer,
        Recipient,
        Quote,
        Interventions,
        Locale,
        Timezone,
        Metadata,
        [.. Messages(), .. extra],
        Order is null ? null : OrderFold.Placed(PlacedOrder.Of(this, Order)),
        CreatedAt,
        UpdatedAt,
        ExpiresAt)
    {
        Extensions = Extensions,
        Groups = Groups,
        QuoteId = QuoteId,
    };

    /// <summary>The same, and whether the shopper can pay it on the provider's page.</summary>
    public CheckoutSessionView ViewFor(IHostedCheckout hosted, DateTimeOffset now, params IEnumerable<SessionMessage> extra) => View(now, extra) with
    {
        CanPayOnPage = StatusAt(now) is CheckoutStatus.ReadyForPayment or CheckoutStatus.AuthenticationRequired && hosted.Covers(Platform, Currency),
    };

    private IEnumerable<SessionMessage> Messages() => Payment switch
    {
        Payment.Open { LastRefusal: { } reason } =>
            [new SessionMessage(MessageKind.Error, "payment_declined", "$.payment_data", reason)],
        Payment.Waiting { For: WaitingFor.Shopper } =>
            [new SessionMessage(MessageKind.Error, "requires_3ds", "$.payment_data", Refusals.MustAuthenticate.Message)],
        Payment.Closed { Because: ClosedBecause.Canceled } =>
            [new SessionMessage(MessageKind.Info, Code: null, Param: null, "This checkout session has been canceled.")],
        _ => [],
    };
}

/// <param name="Key">The platform's idempotency key.</param>
/// <param name="ApiVersion">In which it was answered.</param>
public sealed record FirstCall(string Key, string ApiVersion) : Stored
{
    /// <summary>Until when its reply is kept, by which that reply is known from one of a later create; null in records of before.</summary>
    public DateTimeOffset? KeptUntil { get; init; }
}

/// <summary>That an order came of it. What is to be fulfilled stands in the order's own record, which outlives the session.</summary>
/// <param name="Id">Unguessable.</param>
/// <param name="Number">For people.</param>
public sealed record Order(string Id, string Number, DateTimeOffset PlacedAt) : Stored
{
    /// <summary>Why it begins held for review, for the merchant's people; null where it does not.</summary>
    public string? HeldBecause { get; init; }
}
