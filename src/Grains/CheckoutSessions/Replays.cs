using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>What a key that was used before is answered.</summary>
public static class Replays
{
    public static Answer Of(KeptReply kept, IdempotencyKey once) => kept.Fingerprint == once.Fingerprint
        ? new Answer.Replied(kept.Reply, Replayed: true)
        : new Answer.KeyReused();
}
