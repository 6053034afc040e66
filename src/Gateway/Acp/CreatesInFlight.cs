using System.Collections.Concurrent;
using Acp.CheckoutSessions;

namespace Acp.Gateway;

/// <summary>
/// Answers «in flight» for create, whose every try has a grain of its own. Only this process's requests are seen;
/// that one key makes one session is the store's doing, not ours.
/// </summary>
internal sealed class CreatesInFlight
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
            return SameBody(key, once.Fingerprint) ? new Answer.KeyInFlight() : new Answer.KeyReused();
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

    // Gone in between means it just ended: «in flight» asks for a repeat, and the repeat finds the kept reply.
    private bool SameBody(ReplyKey key, string fingerprint) =>
        !fingerprints.TryGetValue(key, out var first) || first == fingerprint;
}
