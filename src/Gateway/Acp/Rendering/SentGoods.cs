using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Gateway.Rendering;

/// <summary>Of all ways to get the goods those that are sent: what versions show that know neither pickup nor local delivery.</summary>
internal static class SentGoods
{
    private static readonly Obstacle Unlisted = new(
        "invalid",
        "$.selected_fulfillment_options",
        "Some items were chosen to be picked up or delivered locally, which this version of the protocol cannot show: choose one of the listed options for them.");

    /// <summary>
    /// A session may have been led further in another version. It must not look ready here for a way that is not listed;
    /// once it is over, it says how it ended.
    /// </summary>
    public static CheckoutSessionView Shown(CheckoutSessionView session) =>
        IsPayable(session.Status) && NotShown(session.Quote) is { Count: > 0 } obstacles
            ? session with { Status = CheckoutStatus.NotReadyForPayment, Quote = session.Quote with { Obstacles = [.. session.Quote.Obstacles, .. obstacles] } }
            : session;

    /// <summary>The ways that are chosen and not listed.</summary>
    public static IReadOnlyList<Obstacle> NotShown(Quote quote) => quote.Selected.All(choice => IsSent(choice.Type)) ? [] : [Unlisted];

    public static IReadOnlyList<FulfillmentOption> Of(IReadOnlyList<FulfillmentOption> options) =>
        [.. options.Where(option => IsSent(option.Type))];

    public static IReadOnlyList<SelectedFulfillment> Of(IReadOnlyList<SelectedFulfillment> selected) =>
        [.. selected.Where(choice => IsSent(choice.Type))];

    private static bool IsPayable(CheckoutStatus status) => status is CheckoutStatus.ReadyForPayment or CheckoutStatus.AuthenticationRequired;

    private static bool IsSent(FulfillmentType type) => type is FulfillmentType.Shipping or FulfillmentType.Digital;
}
