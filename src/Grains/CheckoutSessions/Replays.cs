using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>What a key that was used before is answered.</summary>
public static class Replays
{
    public static Answer Of(KeptReply kept, IdempotencyKey once) => kept.Fingerprint == once.Fingerprint
        ? new Answer.Replied(kept.Reply, Replayed: true)
        : new Answer.KeyReused();

    /// <summary>Whether the key began the session's newest attempt with another request, whose reply is not kept yet.</summary>
    public static bool IsReused(Payment payment, Call call) =>
        ((payment as Payment.Charged)?.Attempt ?? Transition.AttemptOf(payment))?.BegunUnder?.IsReusedBy(call) ?? false;
}
