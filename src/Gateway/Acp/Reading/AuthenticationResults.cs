using Acp.CheckoutSessions;

namespace Acp.Gateway.Reading;

/// <summary>
/// Reads <c>authentication_result</c>. A platform sends it whatever it was; what may become an order is for the session to
/// decide.
/// </summary>
internal static class AuthenticationResults
{
    /// <summary>Characters: a cryptogram is 28, the others are shorter than a UUID twice over.</summary>
    private const int Longest = 255;

    /// <param name="outcomes">The words of the caller's version; another one is refused, since it might mean that nobody was authenticated.</param>
    /// <param name="proofIsRequired">Whether an outcome after which the card may be charged must bring its details.</param>
    public static AuthenticationResult? Read(
        Field result, IReadOnlyDictionary<string, AuthenticationOutcome> outcomes, bool proofIsRequired = false)
    {
        if (!result.HasValue)
        {
            return null;
        }

        var word = result.Object()["outcome"].Required().OneOf([.. outcomes.Keys]);
        var details = result["outcome_details"];
        var read = new AuthenticationResult(outcomes[word], details.HasValue ? ReadProof(details.Object()) : null);
        return read is { Permits: true, Proof: null } && proofIsRequired
            ? throw details.Fault("missing_field", $"is required with the outcome {word}")
            : read;
    }

    private static AuthenticationProof ReadProof(Field details) => new(
        details["three_ds_cryptogram"].RequiredText(Longest),
        details["electronic_commerce_indicator"].RequiredText(Longest),
        details["transaction_id"].RequiredText(Longest),
        details["version"].RequiredText(Longest));
}
