using System.Security.Cryptography;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Gateway.Signing;

/// <summary>
/// A signature belongs to the request it first came with, on every node and after every restart: it is kept as a reply
/// is, whose key the store holds unique. Written before the request is looked at any further.
/// </summary>
internal sealed class SpentSignatures(IStore store, IIds ids, TimeProvider clock)
{
    /// <summary>Beside the paths of idempotency keys; those begin with a slash.</summary>
    private const string Scope = "signature";

    private static readonly Reply NoReply = new(StatusCodes.Status204NoContent, ReadOnlyMemory<byte>.Empty);

    /// <param name="recognisable">As the signing key has it.</param>
    /// <param name="until">From then on the signature is refused for its time.</param>
    /// <returns>False where it came with another request before, or with this one, and that may not be repeated.</returns>
    /// <exception cref="StoreUnavailableException">It is not known, so the request must not go on.</exception>
    public async ValueTask<bool> Spend(string platform, ReadOnlyMemory<byte> recognisable, SignedUse use, DateTimeOffset until)
    {
        var key = new ReplyKey(platform, Scope, Convert.ToHexStringLower(SHA256.HashData(recognisable.Span)));
        var unit = new Unit(ids.NewCommitId(), clock.GetUtcNow()) { Replies = [new KeptReply(key, use.Fingerprint, NoReply, until)] };
        return await store.Land(unit) is Verdict.Committed || await IsRepeat(key, use);
    }

    private async ValueTask<bool> IsRepeat(ReplyKey key, SignedUse use) =>
        use.MayRepeat && await store.FindReply(key) is { } first && first.Fingerprint == use.Fingerprint;
}
