using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Gateway.MerchantSystems;

/// <summary>Prices with the merchant's own systems: all that one pricing asks shares one budget of time.</summary>
/// <param name="pricer">Asks until the token is canceled.</param>
internal sealed class RemotePricing(Func<CancellationToken, IPricing> pricer, TimeSpan budget, TimeProvider clock) : IPricing
{
    public ValueTask<CartChange> Assemble(IReadOnlyList<CartLine> current, IReadOnlyList<RequestedItem> asked, string currency) =>
        Within(pricing => pricing.Assemble(current, asked, currency));

    public ValueTask<Quote> Price(Cart cart, DateTimeOffset now) => Within(pricing => pricing.Price(cart, now));

    private async ValueTask<T> Within<T>(Func<IPricing, ValueTask<T>> ask)
    {
        using var time = new CancellationTokenSource(budget, clock);
        return await ask(pricer(time.Token));
    }
}
