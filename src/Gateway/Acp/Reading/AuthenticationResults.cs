namespace Acp.Gateway.Reading;

/// <summary>A platform sends the result of 3-D Secure whatever it was; one that failed must not become an order.</summary>
internal static class AuthenticationResults
{
    public static void RefuseFailed(Field result)
    {
        if (!result.HasValue)
        {
            return;
        }

        var outcome = result.Object()["outcome"].RequiredText(Limits.Id);
        if (outcome is not ("authenticated" or "attempt_acknowledged" or "informational"))
        {
            throw result.Fault("requires_3ds", "says that the shopper was not authenticated");
        }
    }
}
