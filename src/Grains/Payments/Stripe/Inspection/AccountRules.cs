using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Payments.Stripe;

/// <summary>Pure: whether Stripe answers, and whether the accounts may do what they are there for.</summary>
internal static class AccountRules
{
    private const string Answers = "stripe_answers";
    private const string Standing = "stripe_account";
    private const string Named = "stripe_account_named";
    private const string Activate = "Finish the account in Stripe's dashboard: business details, identity, bank account.";
    private const int MostNames = 5;

    public static IEnumerable<LaunchFinding> Judge(InspectionFacts facts) =>
    [
        .. Of("Stripe", "STRIPE_SECRET_KEY", facts.Account, facts.Options),
        .. facts.Connected is { } connected ? OfConnected(connected, facts.Options) : [],
        .. facts.Issuer is { } issuer ? OfIssuer(issuer, facts) : [],
    ];

    private static IEnumerable<LaunchFinding> Of(string section, string alias, Asked account, StripeOptions options) => account switch
    {
        { Told: Told.Yes, Body.Account: { } it } =>
        [
            new Passed(Answers, $"Stripe accepts {section}:SecretKey for {it.Id}, and answers in version {options.ApiVersion}."),
            .. options.ConnectedAccount is not null && section == "Stripe" ? [] : section == "Stripe" ? StandingOf(it) : StandingOfIssuer(it), // Of a platform, the connected account sells.
            NameOf(section, section == "Stripe" ? options.Account : options.Issuer.Account, it.Id),
        ],
        { Told: Told.BadKey } =>
            [new Failed(Answers, $"Stripe does not accept {section}:SecretKey.", $"Copy the key from Stripe's dashboard into {section}:SecretKey (or {alias}): it was mistyped, rolled or deleted."), NotTold()],
        { Told: Told.Forbidden } =>
        [
            new NotChecked(
                Standing,
                $"The restricted key in {section}:SecretKey may not read its own account{Lacking(account)}, so whether it may charge is not known.",
                "Let the key read the account, or see in Stripe's dashboard that payments and payouts are active."),
        ],
        { Told: Told.Silent } =>
            [new Failed(Answers, $"{options.ApiBase.Authority} does not answer {section}:SecretKey.", $"Open the way from here to {options.ApiBase.Authority}, port {options.ApiBase.Port}; if it is open, see Stripe's status page."), NotTold()],
        _ => [new Failed(Answers, $"Stripe refuses to answer in version {options.ApiVersion}.", "Leave Stripe:ApiVersion out, or set one that the account may use."), NotTold()],
    };

    private static IEnumerable<LaunchFinding> OfConnected(Asked connected, StripeOptions options) => connected switch
    {
        { Told: Told.Yes, Body.Account: { } it } when it.Id == options.ConnectedAccount => StandingOf(it),
        { Told: Told.Silent } => [NotTold()],
        { Told: Told.Forbidden, Permission: not null } =>
        [
            new NotChecked(
                Standing,
                $"The restricted key in Stripe:SecretKey may not read {options.ConnectedAccount}{Lacking(connected)}, so whether it may charge is not known.",
                "Let the key read the account, or see in Stripe's dashboard that payments and payouts are active."),
        ],
        _ => [new Failed(Standing, $"Stripe:SecretKey has no access to Stripe:ConnectedAccount, {options.ConnectedAccount}.", "Have the account connect to yours, or set Stripe:ConnectedAccount to the one that has.")],
    };

    private static IEnumerable<LaunchFinding> OfIssuer(IssuerFacts issuer, InspectionFacts facts) =>
        issuer.Account.Body?.Account is { } it && it.Id == facts.Seller
            ? [new Failed(Named, "Stripe:Issuer:SecretKey and Stripe:SecretKey are of one account: Stripe issues no tokens to oneself.", "Set Stripe:Issuer:SecretKey to the key of the account that issues.")]
            : Of("Stripe:Issuer", "STRIPE_ISSUER_SECRET_KEY", issuer.Account, facts.Options);

    private static IEnumerable<LaunchFinding> StandingOf(AccountFacts account)
    {
        yield return account switch
        {
            { DetailsSubmitted: false } => new Failed(Standing, $"The details of {account.Id} are not submitted: it cannot be paid.", Activate),
            { ChargesEnabled: false } => new Failed(Standing, $"{account.Id} may not charge.", Activate),
            { PayoutsEnabled: false } => new Failed(Standing, $"{account.Id} may charge, but is paid nothing out.", Activate),
            { ChargesEnabled: true, PayoutsEnabled: true } => new Passed(Standing, $"{account.Id} may charge, and is paid out."),
            _ => new NotChecked(Standing, $"Stripe does not say whether {account.Id} may charge.", "See in Stripe's dashboard that payments and payouts are active."),
        };
        if (account.Due.Count > 0)
        {
            yield return new Warned(Standing, $"Stripe waits for details of {account.Id} that are past due: {string.Join(", ", account.Due.Take(MostNames).Select(Plain))}.", "Give them in Stripe's dashboard, before Stripe stops the account.");
        }
    }

    // It is paid nothing and sells nothing: what it lacks stops no sale by itself.
    private static IEnumerable<LaunchFinding> StandingOfIssuer(AccountFacts account) =>
        StandingOf(account).Select(it => it is Failed failed ? new Warned(failed.Item, $"The account that issues tokens: {failed.Text}", failed.Mend) : it);

    private static LaunchFinding NameOf(string section, string? configured, string told) => configured switch
    {
        null => new Warned(Named, $"{section}:Account is missing: when the key is replaced, what is open then is looked up and not repeated.", $"Set {section}:Account={told}, while nothing is open."),
        _ when configured == told => new Passed(Named, $"{section}:Account is the key's: it can be replaced with charges open."),
        _ => new Failed(Named, $"{section}:Account is {configured}, but the key is of {told}.", $"Set {section}:Account={told}, or the key of {configured}."),
    };

    private static NotChecked NotTold() => new(Standing, "Whether the account may charge was not told.");

    private static string Lacking(Asked asked) => asked.Permission is { } permission ? $" ({permission})" : "";

    private static string Plain(string name) => new([.. name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.').Take(100)]);
}
