using Acp.Pricing;

namespace Acp.CheckoutSessions;

/// <summary>
/// Renders what a caller is told into its protocol version. Pure, and called before the commit, because the reply is
/// kept in the same unit as the change it reports and must be replayed byte for byte.
/// </summary>
public interface IReplies
{
    /// <param name="created">True for the answer to create.</param>
    Reply Render(string apiVersion, CheckoutSessionView session, bool created);

    Reply Render(string apiVersion, Refusal refusal);

    /// <summary>
    /// What of a cart a version cannot show. Its agents are told that the session is not ready, so it must not be sold to
    /// them either.
    /// </summary>
    IReadOnlyList<Obstacle> NotShown(string apiVersion, Quote quote) => [];
}
