using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>
/// A session as its shopper may see it, who has its link and no key: as its platform does, without what that alone was
/// told. Reads the store and waits for nobody.
/// </summary>
public sealed class ShopperReader(IStore store, IHostedCheckout hosted, TimeProvider clock)
{
    /// <returns>Null where there is no such session, or no longer.</returns>
    public async ValueTask<CheckoutSessionView?> Read(string sessionId)
    {
        var session = (await store.LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(sessionId))).State;
        return session is null ? null : session.ViewFor(hosted, clock.GetUtcNow()) with { Metadata = null };
    }
}
