using System.Globalization;
using Acp.Payments;

namespace Acp.Simulation.Tests;

/// <summary>Passes everything on; a planted bug overrides what it breaks.</summary>
internal class PassingIssuer(ITokenIssuer inner) : ITokenIssuer
{
    protected ITokenIssuer Inner => inner;

    public bool IsConfigured => inner.IsConfigured;

    public FrozenRequest Freeze(IssueOrder order) => inner.Freeze(order);

    public virtual ValueTask<IssueAnswer> Issue(string providerKey, FrozenRequest request, DateTimeOffset notAfter) =>
        inner.Issue(providerKey, request, notAfter);

    public ValueTask<IssuedLookup> LookUpIssued(string token) => inner.LookUpIssued(token);

    public virtual ValueTask<RevokeAnswer> Revoke(string token, string providerKey) => inner.Revoke(token, providerKey);
}

/// <summary>As where a lost reply leads to a new key.</summary>
internal sealed class IssuesUnderANewKey(ITokenIssuer inner) : PassingIssuer(inner)
{
    private int sends;

    public override ValueTask<IssueAnswer> Issue(string providerKey, FrozenRequest request, DateTimeOffset notAfter) =>
        Inner.Issue(string.Create(CultureInfo.InvariantCulture, $"{providerKey}{++sends}"), request, notAfter);
}

internal sealed class TakesALostReplyForARefusal(ITokenIssuer inner) : PassingIssuer(inner)
{
    public override async ValueTask<IssueAnswer> Issue(string providerKey, FrozenRequest request, DateTimeOffset notAfter) =>
        await Inner.Issue(providerKey, request, notAfter) is var answer and not IssueAnswer.Unknown ? answer : new IssueAnswer.Refused("?");
}

/// <summary>What it says is what the token's own record knows; the provider is not asked.</summary>
internal sealed class ConfirmsWithoutAsking(ITokenIssuer inner) : PassingIssuer(inner)
{
    public override async ValueTask<RevokeAnswer> Revoke(string token, string providerKey) => await LookUpIssued(token) switch
    {
        IssuedLookup.Found { Token: var found } => new RevokeAnswer.Ended(
            found with { Facts = found.Facts with { Deactivation = found.Facts.Deactivation ?? TokenDeactivation.Revoked } }),
        IssuedLookup.Unknown => new RevokeAnswer.Unknown(),
        _ => new RevokeAnswer.NotAnswered(),
    };
}
