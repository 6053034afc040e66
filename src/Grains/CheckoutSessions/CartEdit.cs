using Acp.Pricing;

namespace Acp.CheckoutSessions;

/// <summary>Applies an update to a session's cart: what is absent stays, what is null is cleared, then it is priced anew.</summary>
internal static class CartEdit
{
    private static readonly FulfillmentDetails Nobody = new(Name: null, PhoneNumber: null, Email: null, Address: null);

    public static async ValueTask<(CheckoutSession Edited, Refusal? Refusal)> Apply(
        CheckoutSession session, UpdateCheckoutSession request, IPricing pricing, DateTimeOffset now)
    {
        var lines = session.Lines;
        if (request.Items is { Given: true, Value: { } items })
        {
            switch (await pricing.Assemble(lines, items, session.Currency))
            {
                case CartChange.Refused refused:
                    return (session, refused.Refusal);
                case CartChange.Changed changed:
                    lines = changed.Lines;
                    break;
            }
        }

        var (edited, refusal) = WithGroups(WithPeople(session, request), lines, request);
        if (refusal is not null)
        {
            return (session, refusal);
        }

        var cart = edited.Cart with { Lines = lines, DiscountCodes = request.DiscountCodes.Or(session.Quote.DiscountCodes) ?? [] };
        return await Choose(edited, cart, request, pricing, now);
    }

    private static CheckoutSession WithPeople(CheckoutSession session, UpdateCheckoutSession request) => session with
    {
        Buyer = request.Buyer.Or(session.Buyer),
        FulfillmentDetails = request.Destination.Given
            ? Moved(session.Recipient, request.Destination.Value)
            : request.FulfillmentDetails.Or(session.FulfillmentDetails),
        OrderNotes = request.OrderNotes.Or(session.OrderNotes),
        Payment = session.Payment is Payment.Open open ? open with { LastRefusal = null } : session.Payment,
    };

    // How else the recipient is reached, another version may have told.
    private static FulfillmentDetails? Moved(FulfillmentDetails? recipient, Address? destination)
    {
        var moved = (recipient ?? Nobody) with { Address = destination };
        return moved == Nobody ? null : moved;
    }

    // Groups that are not given follow the cart and the address; those that are must fit both.
    private static (CheckoutSession Edited, Refusal? Refusal) WithGroups(
        CheckoutSession session, IReadOnlyList<CartLine> lines, UpdateCheckoutSession request)
    {
        if (request.Groups.Given)
        {
            var given = request.Groups.Value ?? [];
            return (session with { Groups = GroupedItems.Fit(given, lines) }, GroupedItems.Check(given, lines, session.FulfillmentDetails?.Address));
        }

        var left = GroupedItems.Fit(session.Groups, lines);
        return (session with
        {
            Groups = session.FulfillmentDetails?.Address is { } moved ? GroupedItems.MovedTo(left, moved) : left,

            // The address outlives the group that brought it.
            FulfillmentDetails = GroupedItems.Complete(session.FulfillmentDetails, left)?.Address is null ? session.Recipient : session.FulfillmentDetails,
        }, null);
    }

    // An option can be chosen in the same request that gives the address it depends on: offer first, then check.
    private static async ValueTask<(CheckoutSession Edited, Refusal? Refusal)> Choose(
        CheckoutSession edited, Cart cart, UpdateCheckoutSession request, IPricing pricing, DateTimeOffset now)
    {
        var quote = await pricing.Price(cart, now);
        if (!request.SelectedFulfillment.Given)
        {
            return (edited with { Quote = quote }, null);
        }

        var selected = WholeCart.Spelled(request.SelectedFulfillment.Value ?? [], cart.Lines);
        var refusal = FulfillmentChoice.Check(selected, quote.Options, cart.Lines);
        return refusal is not null
            ? (edited, refusal)
            : (edited with { Quote = await pricing.Price(cart with { Selected = selected }, now) }, null);
    }
}
