namespace Acp.Pricing;

/// <summary>How a cart's items reach the shopper: what is offered, what of the platform's choice still stands, and which line goes which way.</summary>
/// <param name="Options">In the order in which they are offered.</param>
/// <param name="Selected">Includes the digital option, which needs no choice.</param>
/// <param name="ByLine">By line id, the option that serves it; a line that must be carried and is not in here has none yet.</param>
internal sealed record Delivery(
    IReadOnlyList<FulfillmentOption> Options,
    IReadOnlyList<SelectedFulfillment> Selected,
    IReadOnlyDictionary<string, FulfillmentOption> ByLine)
{
    /// <param name="chosen">As it was last accepted; what it names may have left the cart or the offer since.</param>
    public static Delivery Of(
        IReadOnlyList<CartLine> lines, IReadOnlyList<FulfillmentOption> options, IReadOnlyList<SelectedFulfillment> chosen)
    {
        var served = new Dictionary<string, FulfillmentOption>(StringComparer.Ordinal);
        var selected = new List<SelectedFulfillment>();
        foreach (var choices in chosen.Where(choice => choice.Type != FulfillmentType.Digital).GroupBy(choice => (choice.Type, choice.OptionId)))
        {
            if (options.FirstOrDefault(option => Fulfillment.Is(option, choices.First())) is { } option
                && Serve(option, choices.SelectMany(choice => choice.ItemIds), lines, served) is { Count: > 0 } ids)
            {
                selected.Add(choices.First() with { ItemIds = ids });
            }
        }

        return new Delivery(options, [.. selected, .. Fulfillment.SelectDigital(lines)], served);
    }

    /// <summary>Each is paid once, however many lines it serves.</summary>
    public IEnumerable<FulfillmentOption> Chosen => Selected.Select(choice => Options.First(option => Fulfillment.Is(option, choice)));

    public IEnumerable<CartLine> Unserved(IReadOnlyList<CartLine> lines) =>
        lines.Of(ProductKind.Physical).Where(line => !ByLine.ContainsKey(line.LineId));

    /// <returns>Null where the line is not picked up.</returns>
    public Address? PickedUpAt(CartLine line) => ByLine.GetValueOrDefault(line.LineId)?.Pickup?.Address;

    // An option that no line is left for is dropped: nobody pays for a parcel without anything in it.
    private static List<string> Serve(
        FulfillmentOption option, IEnumerable<string> itemIds, IReadOnlyList<CartLine> lines, Dictionary<string, FulfillmentOption> served)
    {
        var kept = new List<string>();
        foreach (var id in itemIds)
        {
            if (lines.Named(id) is { Product.Kind: ProductKind.Physical } line && served.TryAdd(line.LineId, option))
            {
                kept.Add(id);
            }
        }

        return kept;
    }
}
