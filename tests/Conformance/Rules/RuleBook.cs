namespace Acp.Conformance.Rules;

/// <summary>Every rule, area by area.</summary>
internal static class RuleBook
{
    public static IReadOnlyList<(string Area, IReadOnlyList<Rule> Rules)> Areas { get; } =
    [
        ("Envelope", HeaderRules.All),
        ("Version", VersionRules.All),
        ("Schema", SchemaRules.All),
        ("Refusals", ErrorRules.All),
        ("Idempotency", IdempotencyRules.All),
        ("Life of a session", SessionRules.All),
        ("Lines and totals", TotalsRules.All),
        ("Fulfillment", FulfillmentRules.All),
        ("Payment", PaymentRules.All),
        ("Discounts", DiscountRules.All),
        ("Interventions and 3-D Secure", InterventionRules.All),
        ("Write-only", WriteOnlyRules.All),
        ("Messages and links", MessageRules.All),
        ("Signatures", SigningRules.All),
        ("Discovery", DiscoveryRules.All),
    ];

    public static IReadOnlyList<Rule> All { get; } = [.. Areas.SelectMany(area => area.Rules)];
}
