using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Payments.Stripe;

/// <summary>Pure: whether the keys may make our calls, and the version has them.</summary>
internal static class PermissionRules
{
    private const string Permissions = "stripe_permissions";
    private const string Tokens = "stripe_tokens";

    public static IEnumerable<LaunchFinding> Judge(InspectionFacts facts)
    {
        var forbidden = facts.Reads.Append(("shared_payment.granted_tokens", facts.Token)).Where(read => read.Item2.Told == Told.Forbidden).ToList();
        foreach (var (what, asked) in forbidden)
        {
            yield return Lacks("Stripe:SecretKey", what, asked);
        }

        if (facts.Issuer is { Token: { Told: Told.Forbidden } issued })
        {
            yield return Lacks("Stripe:Issuer:SecretKey", "shared_payment.issued_tokens", issued);
        }

        if (forbidden.Count == 0 && facts.Reads.All(read => read.Asked.Told == Told.Yes))
        {
            yield return new Passed(Permissions, "Stripe:SecretKey may read payments, refunds, pages and disputes.");
        }

        if (KeyRules.IsRestricted(facts.Options.SecretKey))
        {
            yield return new NotChecked(
                Permissions,
                "That the restricted key may also charge, refund and open pages cannot be seen without doing it.",
                "Give it «write» on PaymentIntents, Refunds and Checkout Sessions, and see the purchase with a real card go through.");
        }

        yield return TokensOf(facts);
    }

    private static LaunchFinding TokensOf(InspectionFacts facts) => facts.Token.Told switch
    {
        Told.Yes or Told.NoSuchThing => new Passed(Tokens, "Shared payment tokens can be looked up."),
        Told.NoSuchCall or Told.Refused => new Failed(
            Tokens,
            $"In version {facts.Options.ApiVersion} this account has no shared payment tokens.",
            "Set Stripe:ApiVersion to a preview version that has them (leave it out for the one that was tested), and ask Stripe to enable agentic commerce for the account."),
        _ => new NotChecked(Tokens, "Whether the account has shared payment tokens was not told."),
    };

    private static Failed Lacks(string key, string what, Asked asked) => new(
        Permissions,
        $"{key} may not read {what}{(asked.Permission is { } permission ? $": it lacks {permission}" : "")}.",
        $"Give the restricted key «write» on {what} in Stripe's dashboard (disputes: «read»).");
}
