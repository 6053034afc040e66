using Acp.CheckoutSessions;

namespace Acp.Gateway.Rendering;

internal static class SessionStates
{
    /// <summary>Whether nothing can be bought with it any more.</summary>
    public static bool IsOver(this CheckoutSessionView session) =>
        session.Status is CheckoutStatus.Completed or CheckoutStatus.Canceled or CheckoutStatus.Expired;
}
