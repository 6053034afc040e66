using Acp.Pricing;

namespace Acp.Gateway.MerchantSystems;

/// <summary>The merchant's own tax rates. Rates, not amounts: rounding and what a discount takes off stay in one place, ours.</summary>
internal sealed class RemoteTaxes(MerchantSystem system, CancellationToken budget) : ITaxRates
{
    public ValueTask<IReadOnlyList<TaxTable>> At(IReadOnlyList<Address> addresses) =>
        system.Ask(Questions.Rates(addresses), answer => MerchantAnswers.Rates(answer, addresses.Count), budget);
}
