using Acp.Store;

namespace Acp.SharedPaymentTokens;

/// <summary>One token, free of any engine. Sessions change it inside their own units, so every read asks the store.</summary>
public class SharedPaymentTokenActor(string id, IStore store, TimeProvider clock) : ISharedPaymentToken
{
    public ValueTask LookAgain() => ValueTask.CompletedTask;

    public async ValueTask<SharedPaymentTokenView?> Retrieve()
    {
        var stored = await store.Load(SharedPaymentToken.KeyOf(id));
        return stored is null ? null : StateCodec.Decode<TokenRecord>(stored.State.Span).View(clock.GetUtcNow());
    }
}
