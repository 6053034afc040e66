namespace Acp.Pricing;

/// <summary>What the shopper wants, before it is priced.</summary>
/// <param name="BillingAddress">Known at complete; taxes a cart that ships nothing.</param>
public sealed record Cart(
    string Currency,
    IReadOnlyList<CartLine> Lines,
    Address? Destination,
    Address? BillingAddress,
    IReadOnlyList<SelectedFulfillment> Selected,
    IReadOnlyList<string> DiscountCodes);

/// <summary>Prices carts. Reads the ports, then computes with integers only; refuses nothing, but names every obstacle.</summary>
public interface IPricing
{
    /// <summary>Freezes the asked items into lines, keeping the line (and its price) of an item that is in the cart already.</summary>
    ValueTask<CartChange> Assemble(IReadOnlyList<CartLine> current, IReadOnlyList<CheckoutSessions.RequestedItem> asked, string currency);

    ValueTask<Quote> Price(Cart cart, DateTimeOffset now);
}

/// <summary>The outcome of changing a cart's items. The private constructor closes the hierarchy.</summary>
public abstract record CartChange
{
    private CartChange() { }

    public sealed record Changed(IReadOnlyList<CartLine> Lines) : CartChange;

    public sealed record Refused(CheckoutSessions.Refusal Refusal) : CartChange;
}
