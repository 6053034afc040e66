using Acp.Pricing;

namespace Acp.Gateway.MerchantSystems;

/// <summary>How the merchant's own system delivers, and for how much. Options are frozen in the quote that shows them, and asked anew for the next.</summary>
internal sealed class RemoteRates(MerchantSystem system, CancellationToken budget) : IFulfillmentRates
{
    public ValueTask<IReadOnlyList<FulfillmentOption>> Offer(
        IReadOnlyList<CartLine> lines, Address? destination, string currency, DateTimeOffset now) => system.Ask(
        Questions.Options(lines, destination, currency), answer => MerchantAnswers.Options(answer, destination, currency, now), budget);
}
