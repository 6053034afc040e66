namespace Acp.Pricing;

/// <summary>
/// Where a cart is taxed. What is picked up, where it is picked up; what is delivered, where it goes; what is digital,
/// with the goods that are delivered, or where its buyer is billed.
/// </summary>
/// <param name="Shopper">The shopper's address that counts; null while there is none.</param>
/// <param name="PerLine">By line, in the cart's order; null where it is not known yet.</param>
/// <param name="PerOption">By offered option; null where nothing can be taxed.</param>
internal sealed record TaxPlaces(Address? Shopper, IReadOnlyList<Address?> PerLine, IReadOnlyList<Address?> PerOption)
{
    public static TaxPlaces Of(Cart cart, Delivery delivery)
    {
        var shopper = cart.Lines.Of(ProductKind.Physical).All(line => delivery.PickedUpAt(line) is not null)
            ? cart.BillingAddress ?? cart.Destination
            : cart.Destination;
        return new TaxPlaces(
            shopper,
            [.. cart.Lines.Select(line => delivery.PickedUpAt(line) ?? shopper)],
            [.. delivery.Options.Select(option => option.Pickup?.Address ?? cart.Destination)]);
    }

    /// <summary>Every address whose rates are needed.</summary>
    public IEnumerable<Address> All => PerLine.Concat(PerOption).OfType<Address>().Distinct();

    /// <summary>The address that the whole cart rests on: a cart of several has the shopper's.</summary>
    public Address? Main => PerLine.Count == 0 || PerLine.Any(address => ReferenceEquals(address, Shopper)) ? Shopper : PerLine[0];
}

/// <summary>The rates of the addresses that were asked for. Where no address is known yet, nothing is taxed.</summary>
internal sealed record TaxTables(IReadOnlyDictionary<Address, TaxTable> ByAddress)
{
    public static readonly TaxTable NoTax = new(new Dictionary<string, long>(), DefaultPpm: 0, ShippingPpm: 0);

    public TaxTable At(Address? address) => address is null ? NoTax : ByAddress[address];
}
