using Acp.CheckoutSessions;

namespace Acp.Gateway.Reading;

/// <summary>A platform sends the result of 3-D Secure whatever it was; one that failed must not become an order.</summary>
internal static class AuthenticationResults
{
    /// <param name="outcomes">The words of the version; another one is refused, since it might mean that nobody was authenticated.</param>
    public static AuthenticationResult? Read(Field result, IReadOnlyDictionary<string, AuthenticationOutcome> outcomes)
    {
        if (!result.HasValue)
        {
            return null;
        }

        var outcome = result.Object()["outcome"];
        return outcomes.TryGetValue(outcome.RequiredText(Limits.Id), out var known)
            ? new AuthenticationResult(known, ReadProof(result["outcome_details"]))
            : throw outcome.Fault("invalid_value", $"must be one of: {string.Join(", ", outcomes.Keys.Order(StringComparer.Ordinal))}");
    }

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

    private static AuthenticationProof? ReadProof(Field details) => !details.HasValue ? null : new AuthenticationProof(
        details.Object()["three_ds_cryptogram"].RequiredText(Limits.Id),
        details["electronic_commerce_indicator"].RequiredText(Limits.Id),
        details["transaction_id"].RequiredText(Limits.Id),
        details["version"].RequiredText(Limits.Id));
}
