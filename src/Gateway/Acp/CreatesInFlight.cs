using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Gateway;

/// <summary>
/// Answers «in flight» for create, whose every try has a grain of its own. Only this process's requests are seen;
/// that one key makes one session is the store's doing, not ours.
/// </summary>
internal sealed class CreatesInFlight(IStore store)
{
    private readonly ConcurrentDictionary<ReplyKey, string> fingerprints = new();

    public async ValueTask<Answer> Once(Call call, Func<ValueTask<Answer>> create)
    {
        if (call is not { ReplyKey: { } key, Once: { } once })
        {
            return await create();
        }

        if (!fingerprints.TryAdd(key, once.Fingerprint))
        {
            return await Beside(key, once);
        }

        try
        {
            return await create();
        }
        finally
        {
            fingerprints.TryRemove(key, out _);
        }
    }

    // What runs may be no more than another replay of what has long been kept.
    private async ValueTask<Answer> Beside(ReplyKey key, IdempotencyKey once) =>
        await store.FindReply(key) is { } kept ? Replays.Of(kept, once)
        : SameBody(key, once.Fingerprint) ? new Answer.KeyInFlight()
        : new Answer.KeyReused();

    // Gone in between means it just ended: «in flight» asks for a repeat, and the repeat finds the kept reply.
    private bool SameBody(ReplyKey key, string fingerprint) =>
        !fingerprints.TryGetValue(key, out var first) || first == fingerprint;
}
