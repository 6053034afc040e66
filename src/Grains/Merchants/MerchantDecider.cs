using System.Diagnostics;

namespace Acp.Merchants;

/// <summary>What an administrator's wish, or a domain's own word, makes of a merchant.</summary>
public static class MerchantDecider
{
    public static MerchantDecision Register(Merchant? known, string domain, string profile, DateTimeOffset now) => known switch
    {
        null => Created(new Merchant(domain, profile, MerchantStatus.Registered, now, VerifiedAt: null)),
        _ when known.Profile == profile => Nothing(known),
        _ => new(new MerchantAnswer.AnotherProfile()),
    };

    /// <summary>Another profile is another receiver of money: whoever it is has to be verified anew.</summary>
    public static MerchantDecision Bind(Merchant? known, string profile) => known switch
    {
        null => new(new MerchantAnswer.NotFound()),
        _ when known.Profile == profile => Nothing(known),
        _ => To(
            known with { Profile = profile, VerifiedAt = null, Status = Without(known.Status) }, "merchant.bound", new { from = known.Profile, to = profile }),
    };

    public static MerchantDecision Suspend(Merchant? known, string reason) => known switch
    {
        null => new(new MerchantAnswer.NotFound()),
        { Status: MerchantStatus.Suspended } => Nothing(known),
        _ => To(known with { Status = MerchantStatus.Suspended }, "merchant.suspended", new { reason }),
    };

    /// <summary>Lifts a suspension and no more than that: what happened since is unknown, so the domain has to be asked again.</summary>
    public static MerchantDecision Reinstate(Merchant? known, string reason) => known switch
    {
        null => new(new MerchantAnswer.NotFound()),
        { Status: MerchantStatus.Suspended } => To(known with { Status = MerchantStatus.Registered }, "merchant.reinstated", new { reason }),
        _ => Nothing(known),
    };

    /// <summary>
    /// A suspension is a person's word about a merchant; what the domain says of itself cannot lift it, so it is not asked.
    /// </summary>
    /// <returns>Null where the domain may be asked.</returns>
    public static MerchantAnswer? RefuseVerification(Merchant? known) => known switch
    {
        null => new MerchantAnswer.NotFound(),
        { Status: MerchantStatus.Suspended } => new MerchantAnswer.Suspended(),
        _ => null,
    };

    /// <summary>A domain that says it is none loses its verification; one that says nothing keeps it.</summary>
    /// <param name="known">One that <see cref="RefuseVerification"/> let pass.</param>
    public static MerchantDecision Verify(Merchant known, ProbeAnswer told, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(known);
        return told switch
        {
            ProbeAnswer.IsMerchant => To(known with { Status = MerchantStatus.Verified, VerifiedAt = now }, "merchant.verified", new { }),
            ProbeAnswer.IsNot it => new(
                new MerchantAnswer.NotVerified(it.Why), known with { Status = Without(known.Status) }, "merchant.not_verified", new { why = it.Why }),
            ProbeAnswer.NotAsked it => new(new MerchantAnswer.NotAsked(it.Why), After: null, "merchant.not_asked", new { why = it.Why }),
            _ => throw new UnreachableException($"Unhandled {told}."),
        };
    }

    private static MerchantStatus Without(MerchantStatus verification) =>
        verification == MerchantStatus.Verified ? MerchantStatus.Registered : verification;

    private static MerchantDecision Created(Merchant merchant) =>
        new(new MerchantAnswer.Stands(merchant, Created: true), merchant, "merchant.registered", new { profile = merchant.Profile });

    private static MerchantDecision To(Merchant after, string what, object detail) => new(new MerchantAnswer.Stands(after), after, what, detail);

    private static MerchantDecision Nothing(Merchant known) => new(new MerchantAnswer.Stands(known));
}

/// <param name="Answer">Once what follows is committed.</param>
/// <param name="After">Null where the merchant stands as it did.</param>
/// <param name="Event">For the audit trail; null where nothing is worth a line.</param>
/// <param name="Detail">Of the event; becomes JSON.</param>
public sealed record MerchantDecision(MerchantAnswer Answer, Merchant? After = null, string? Event = null, object? Detail = null);
