using Acp.Pricing;

namespace Acp.Gateway.Rendering;

/// <summary>Of all ways to get the goods those that are sent: what versions show that know neither pickup nor local delivery.</summary>
internal static class Deliveries
{
    public static IReadOnlyList<FulfillmentOption> Of(IReadOnlyList<FulfillmentOption> options) =>
        [.. options.Where(option => IsSent(option.Type))];

    public static IReadOnlyList<SelectedFulfillment> Of(IReadOnlyList<SelectedFulfillment> selected) =>
        [.. selected.Where(choice => IsSent(choice.Type))];

    private static bool IsSent(FulfillmentType type) => type is FulfillmentType.Shipping or FulfillmentType.Digital;
}
