using Acp.Payments;
using Acp.Payments.Stripe;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>
/// Where the provider posts its events in a process, as the gateway does it: what is genuine and about us is kept and
/// acknowledged, and treated after that.
/// </summary>
internal sealed class SimEndpoint(World world, SimProcess process, StripeOptions stripe, TimeProvider clock, IStore store)
{
    private readonly StripeNotices notices = new(stripe, clock);

    /// <returns>Whether it was kept; what is not about us is acknowledged and dropped.</returns>
    /// <exception cref="StoreUnavailableException">It is not acknowledged: 503.</exception>
    public async ValueTask<bool> Receive(string signature, ReadOnlyMemory<byte> body)
    {
        var facts = notices.Read(signature, body) is NoticeVerdict.Genuine genuine
            ? genuine.Facts
            : throw new HarnessException("The provider's own notice was refused.");
        Scope.Enter(new Errand(facts.Id, Key: null));
        if (!await IsAboutUs(facts))
        {
            return false;
        }

        if (await process.Grains.Get<IProviderEvent>(facts.Id).Keep(facts))
        {
            world.Cluster.Begin(process, () => Treat(facts.Id));
        }

        return true;
    }

    private async ValueTask<bool> IsAboutUs(EventFacts facts) =>
        facts.Subject is EventSubject.Unknown or EventSubject.Refund or EventSubject.Dispute || facts.Session is not null || facts.Issue is not null
        || (facts.Token is { } token && await store.Load(SharedPaymentToken.KeyOf(token)) is not null);

    private async Task Treat(string id)
    {
        try
        {
            await process.Grains.Get<IProviderEvent>(id).Wake();
        }
        catch (StoreUnavailableException)
        {
            // Nobody waits for it; the due loop tries again.
        }
    }
}
