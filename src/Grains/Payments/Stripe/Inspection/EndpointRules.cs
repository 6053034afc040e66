using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Payments.Stripe;

/// <summary>Pure: whether Stripe is set up to tell us of what happens.</summary>
internal static class EndpointRules
{
    private const string Registered = "webhook_registered";
    private const string Types = "webhook_events";
    private const string Secret = "webhook_secret";
    private const string Prefix = "whsec_";

    /// <summary>Characters; Stripe's have 38.</summary>
    private const int ShortestSecret = 24;

    public static IEnumerable<LaunchFinding> Judge(InspectionFacts facts)
    {
        var options = facts.Options;
        IEnumerable<LaunchFinding> seller =
        [
            .. Of("Stripe", facts.Endpoints, facts.Notices, StripeEvents.OfSeller, options.WebhookSecrets.Count),
            .. options.ConnectedAccount is { } connected ? [OfConnected(connected, facts.Notices)] : Array.Empty<LaunchFinding>(),
            .. Secrets("Stripe:WebhookSecrets", "STRIPE_WEBHOOK_SECRET", options.WebhookSecrets),
        ];
        return facts.Issuer is not { } issuer ? seller :
        [
            .. seller,
            .. Of("Stripe:Issuer", issuer.Endpoints, facts.Notices, StripeEvents.OfIssuer, options.Issuer.WebhookSecrets.Count),
            .. Secrets("Stripe:Issuer:WebhookSecrets", "STRIPE_ISSUER_WEBHOOK_SECRET", options.Issuer.WebhookSecrets),
        ];
    }

    // Stripe posts a connected account's events to endpoints of that kind alone, and a list of endpoints does not tell the kind.
    private static NotChecked OfConnected(string connected, Uri at) => new(
        Registered,
        $"Whether an endpoint at {at} is told of {connected}, Stripe does not tell: only one that listens to connected accounts is.",
        "See in Stripe's dashboard that it listens to events on connected accounts (connect=true; this is chosen when it is made), with all that docs/launch-check.md names.");

    private static IEnumerable<LaunchFinding> Of(string section, Asked asked, Uri at, IReadOnlyList<string> types, int secrets) => asked switch
    {
        { Told: Told.Yes, Body.Endpoints.Items: { } all } => Here(section, [.. all.Where(it => it.IsAt(at))], at, types, secrets),
        { Told: Told.Forbidden } =>
        [
            new NotChecked(
                Registered,
                $"The restricted key in {section}:SecretKey may not read webhook endpoints{(asked.Permission is { } lacks ? $" ({lacks})" : "")}.",
                $"Let it read them, or see in Stripe's dashboard that {at} is registered, enabled, and told of all that docs/launch-check.md names."),
        ],
        _ => [new NotChecked(Registered, $"The webhook endpoints of {section} were not told.")],
    };

    private static IEnumerable<LaunchFinding> Here(string section, EndpointFacts[] here, Uri at, IReadOnlyList<string> types, int secrets)
    {
        EndpointFacts[] enabled = [.. here.Where(it => it.IsEnabled)];
        if (enabled.Length == 0)
        {
            yield return here.Length == 0
                ? new Failed(Registered, $"No webhook endpoint of the account of {section}:SecretKey is registered at {at}.", $"Register it in Stripe's dashboard with the events of docs/launch-check.md, and put its secret into {section}:WebhookSecrets:0.")
                : new Failed(Registered, $"The webhook endpoint {here[0].Id} at {at} is disabled.", "Enable it in Stripe's dashboard. Stripe disables one that has not answered well for days: see there what it answered.");
            yield break;
        }

        yield return new Passed(Registered, $"{enabled[0].Id} of {section} is registered at {at}, and enabled.");
        string[] untold = [.. types.Where(type => !enabled.Any(it => it.IsTold(type)))];
        yield return untold.Length == 0
            ? new Passed(Types, $"It is told of all {types.Count} types that count.")
            : new Failed(Types, $"It is not told of {string.Join(", ", untold)}.", $"Add them to {enabled[0].Id} in Stripe's dashboard.");
        if (secrets > 0 && enabled.Length > secrets)
        {
            yield return new Warned(
                Secret,
                $"Enabled at {at} are {string.Join(", ", enabled.Select(it => it.Id))}, each with a secret of its own, and {section}:WebhookSecrets has {secrets}: what the others sign is refused.",
                $"Disable all but one, or add their secrets to {section}:WebhookSecrets.");
        }
    }

    private static IEnumerable<LaunchFinding> Secrets(string name, string alias, IList<string> secrets)
    {
        if (secrets.Count == 0)
        {
            yield return new Failed(Secret, $"{name} is missing: every webhook is refused.", $"Set {name}:0 (or {alias}) to the endpoint's signing secret, whsec_….");
            yield break;
        }

        string[] odd = [.. secrets.Index().Where(it => !it.Item.StartsWith(Prefix, StringComparison.Ordinal) || it.Item.Length < ShortestSecret).Select(it => $"{name}:{it.Index}")];
        yield return odd.Length == 0
            ? new Passed(Secret, $"{name} has Stripe's form.")
            : new Failed(Secret, $"{string.Join(", ", odd)} is no signing secret of Stripe's: those begin with {Prefix} and have 38 characters.", "Copy it from the endpoint's page in Stripe's dashboard.");
    }
}
