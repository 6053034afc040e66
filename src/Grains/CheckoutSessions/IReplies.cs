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
}
