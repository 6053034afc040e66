using Acp.CheckoutSessions;
using Acp.Gateway.Errors;
using Acp.Pricing;

namespace Acp.Gateway;

/// <summary>Renders into the caller's version. Pure: the same session gives the same bytes on every node.</summary>
internal sealed class AcpReplies(AcpVersions versions) : IReplies
{
    public Reply Render(string apiVersion, CheckoutSessionView session, bool created) =>
        new(created ? StatusCodes.Status201Created : StatusCodes.Status200OK, versions[apiVersion].Render(session));

    public Reply Render(string apiVersion, Refusal refusal)
    {
        var error = versions[apiVersion].Fit(RefusalTable.Describe(refusal));
        return new Reply(error.Status, error.ToJson());
    }

    public IReadOnlyList<Obstacle> NotShown(string apiVersion, Quote quote) => versions[apiVersion].NotShown(quote);
}
