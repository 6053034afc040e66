using System.Collections.Immutable;
using System.Diagnostics;
using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Pricing;
using Acp.Store;

namespace Acp.Erasures;

/// <summary>
/// A checkout without its buyer. What is money, goods, tax, an id or a time stays as it was; what a person is, wrote or is found
/// by goes, and whatever a newer version wrote that is not known here. Pure. Whoever adds a member that holds such a thing takes it out here: docs/erasure.md has the list.
/// </summary>
public static class BuyerErasing
{
    /// <summary>Where a text must stand and its words are gone.</summary>
    public const string Gone = "(erased)";

    /// <summary>Entries of a session's trail that repeat what people said of the buyer, or who led him here.</summary>
    public static readonly ImmutableList<string> OfSessionTrail = [IntentTrace.Event, CheckoutSessions.Attribution.Event];

    /// <summary>Entries of an order's trail that repeat what people wrote.</summary>
    public static readonly ImmutableList<string> OfOrderTrail = ["order.held_for_review", "order.canceled"];

    /// <param name="session">Paid, canceled or expired, for ever.</param>
    public static CheckoutSession Of(CheckoutSession session) => StateCodec.Known(session with
    {
        Buyer = null,
        FulfillmentDetails = null,
        BillingAddress = null,
        Locale = null,
        Timezone = null,
        Metadata = null,
        OrderNotes = null,
        QuoteId = null,
        Attribution = null,
        Consents = [],
        Groups = [.. session.Groups.Select(group => group with { Details = null, Instructions = null })],
        Quote = Of(session.Quote),
        Payment = Of(session.Payment),
    });

    /// <param name="forgets">Whether it is forgotten as a whole.</param>
    public static OrderRecord Of(OrderRecord order, DateTimeOffset now, bool forgets) => StateCodec.Known(order with
    {
        Placed = Of(order.Placed),
        Entries = [.. order.Entries.Select(Of)],
        Notes = [],
        Money = order.Money with { Refunds = [.. order.Money.Refunds.Select(refund => refund with { Description = null })] },
        Erased = (order.Erased ?? ErasedOrder.Of(order.Placed, now)) with { Forgets = forgets },
    });

    // The applied codes are the catalog's; what else was tried is the shopper's own text.
    private static Quote Of(Quote quote) => quote with
    {
        DiscountCodes = [.. quote.Applied.Select(discount => discount.Code)],
        Rejected = [],
        Obstacles = [],
        TaxedAt = null,
    };

    // It is never sent again: the mail address is in a page's request, and a page's address shows what was bought.
    private static Payment Of(Payment payment) => payment is Payment.Charged { Attempt: { } attempt } charged
        ? charged with
        {
            Attempt = attempt with
            {
                Request = attempt.Request with { Body = ReadOnlyMemory<byte>.Empty },
                BegunUnder = null,
                Page = attempt.Page is { } page ? page with { Url = string.Empty } : null,
            },
        }
        : payment;

    private static PlacedOrder Of(PlacedOrder placed) => placed with
    {
        Buyer = null,
        Recipient = null,
        BillingAddress = null,
        OrderNotes = null,
        Metadata = null,
        Locale = null,
        Consents = [],
    };

    // The carrier's number and links lead to the door.
    private static OrderEntry Of(OrderEntry entry) => entry switch
    {
        OrderEntry.HeldForReview e => e with { Reason = Gone },
        OrderEntry.Canceled e => e with { Reason = Gone },
        OrderEntry.Fulfilled e => e with { Dispatch = e.Dispatch with { TrackingNumber = null, TrackingUrl = null, AccessUrl = null, Description = null } },
        OrderEntry.Progressed e => e with { Description = null, Location = null },
        OrderEntry.RefundChanged e => e with { Description = null },
        OrderEntry.Confirmed or OrderEntry.DisputeChanged => entry,
        _ => throw new UnreachableException($"Unhandled {entry}."),
    };
}
