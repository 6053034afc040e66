namespace Acp.Conformance.Protocol;

/// <summary>The released versions as wires. A further one is a member here.</summary>
internal static class Wires
{
    private static readonly Wire Oldest = new()
    {
        Version = Released.V20250929,
        Items = "items",
        Negotiates = false,
        Destination = new DestinationShape("fulfillment_address", Nested: false),
        Selection = new SelectionShape.Single(),
        Payment = new PaymentShape.Provider(),
        Line = new LineShape(Totals: false),
        Option = new OptionShape(Totals: false),
    };

    private static readonly Wire Second = Oldest with
    {
        Version = Released.V20251212,
        Destination = new DestinationShape("fulfillment_details", Nested: true),
        Selection = new SelectionShape.Nested(),
    };

    private static readonly Wire Third = Second with { Version = Released.V20260116, Option = new OptionShape(Totals: true) };

    private static readonly Wire Fourth = Third with
    {
        Version = Released.V20260130,
        Items = "line_items",
        Negotiates = true,
        Selection = new SelectionShape.Flat(),
        Payment = new PaymentShape.Handler("card_tokenized"),
        Line = new LineShape(Totals: true),
    };

    private static readonly Wire Newest = Fourth with { Version = Released.V20260417 };

    /// <summary>Oldest first.</summary>
    public static IReadOnlyList<Wire> All { get; } = [Oldest, Second, Third, Fourth, Newest];

    public static Wire Of(string version) => All.Single(wire => wire.Version == version);
}
