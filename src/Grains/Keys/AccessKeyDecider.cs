namespace Acp.Keys;

/// <summary>
/// What an operator's wish makes of a key. A secret is told once, in a reply that may be lost: the repeat of such a request
/// draws another for the same key, so that no key lives on that nobody knows of. Docs: decisions/0031.
/// </summary>
public static class AccessKeyDecider
{
    /// <summary>How long a repeat may draw anew: whoever got no reply repeats soon, and whoever has the key will not lose it to an old request.</summary>
    public static readonly TimeSpan RepeatWithin = TimeSpan.FromMinutes(15);

    /// <param name="known">What stands under the key's id already.</param>
    public static AccessKeyDecision Make(AccessKey? known, AccessKeyWish wish, AccessKeyCall call, KeyText text, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return known is null ? New(Born(wish, call, text, now), text, call) : Repeat(known, replaced: null, call, text, now);
    }

    /// <param name="old">The key that is replaced.</param>
    /// <param name="next">What stands under its successor's id already.</param>
    public static AccessKeyDecision Rotate(AccessKey? old, AccessKey? next, RotationWish wish, AccessKeyCall call, KeyText text, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(wish);
        return (old, next) switch
        {
            (null, _) => new(new AccessKeyAnswer.NotFound()),
            (_, { } made) => Repeat(made, old, call, text, now),
            ({ ReplacedBy: { } by }, _) => new(new AccessKeyAnswer.Rotated(by)),
            _ when old.StatusAt(now) != AccessKeyStatus.Active => new(new AccessKeyAnswer.Over()),
            _ => Succeed(old, wish, call, text, now),
        };
    }

    public static AccessKeyDecision Revoke(AccessKey? known, string by, string reason, DateTimeOffset now)
    {
        if (known is null)
        {
            return new(new AccessKeyAnswer.NotFound());
        }

        if (known.RevokedAt is not null)
        {
            return new(new AccessKeyAnswer.Stands(known));
        }

        var revoked = known with { RevokedAt = now, RevokedBy = by };
        return new(new AccessKeyAnswer.Stands(revoked), new AccessKeyChange(revoked, "key.revoked", new { reason }));
    }

    private static AccessKeyDecision New(AccessKey key, KeyText text, AccessKeyCall call) =>
        new(new AccessKeyAnswer.Made(key, text, Created: true), new AccessKeyChange(key, "key.made", Detail(key, call.Reason)));

    private static AccessKeyDecision Repeat(AccessKey made, AccessKey? replaced, AccessKeyCall call, KeyText text, DateTimeOffset now)
    {
        if (made.Fingerprint != call.Fingerprint)
        {
            return new(new AccessKeyAnswer.OtherWish());
        }

        if (made.LastUsedAt is not null || now - made.CreatedAt > RepeatWithin || made.StatusAt(now) != AccessKeyStatus.Active)
        {
            return new(new AccessKeyAnswer.MadeBefore(made.Id));
        }

        var anew = made with { Digest = text.Digest };
        return new(new AccessKeyAnswer.Made(anew, text, Created: false, replaced), new AccessKeyChange(anew, "key.drawn_anew", new { reason = call.Reason }));
    }

    private static AccessKeyDecision Succeed(AccessKey old, RotationWish wish, AccessKeyCall call, KeyText text, DateTimeOffset now)
    {
        var expires = wish.ExpiresAt ?? (now + (old.ExpiresAt - old.CreatedAt));
        var next = Born(new AccessKeyWish(old.Kind, old.Owner, old.Role, old.Label, expires), call, text, now) with { Replaces = old.Id };
        var end = now + wish.Overlap;
        var ending = old with { ReplacedBy = next.Id, ExpiresAt = old.ExpiresAt < end ? old.ExpiresAt : end };
        return new(
            new AccessKeyAnswer.Made(next, text, Created: true, ending),
            new AccessKeyChange(next, "key.made", Detail(next, call.Reason)),
            new AccessKeyChange(ending, "key.rotated", new { reason = call.Reason, by = next.Id, ends = ending.ExpiresAt }));
    }

    private static AccessKey Born(AccessKeyWish wish, AccessKeyCall call, KeyText text, DateTimeOffset now) =>
        new(text.Id, wish.Kind, wish.Owner, wish.Role, wish.Label, text.Digest, now, call.By, wish.ExpiresAt) { Fingerprint = call.Fingerprint };

    private static object Detail(AccessKey key, string reason) =>
        new { reason, owner = key.Owner, role = key.Role, replaces = key.Replaces, expires = key.ExpiresAt };
}

/// <param name="Answer">Once the changes are committed, as one.</param>
public sealed record AccessKeyDecision(AccessKeyAnswer Answer, params IReadOnlyList<AccessKeyChange> Changes);

/// <param name="Event">For the audit trail.</param>
/// <param name="Detail">Of the event; becomes JSON.</param>
public sealed record AccessKeyChange(AccessKey After, string Event, object Detail);
