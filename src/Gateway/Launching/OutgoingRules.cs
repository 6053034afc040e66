using System.Diagnostics;
using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Gateway.Launching;

/// <summary>Pure: whether those whom we call are there.</summary>
internal static class OutgoingRules
{
    private const string Endpoint = "order_endpoint";
    private const string System = "merchant_system";
    private const string Collector = "collector";

    public static IEnumerable<LaunchFinding> Judge(OutgoingFacts facts)
    {
        if (facts.Endpoints.Count == 0)
        {
            yield return new Warned(Endpoint, "Nobody is told of orders: no platform and no system of the merchant's.", "Set Platforms:N:Webhook and Merchant:Webhook (docs/webhooks.md), or fetch orders from /admin/orders.");
        }

        foreach (var endpoint in facts.Endpoints)
        {
            yield return Of(Endpoint, endpoint, "is told of orders");
        }

        if (facts.AllowsPrivate)
        {
            yield return new Warned(Endpoint, "Endpoints may be at addresses that are not public (Webhooks:AllowPrivateAddresses).", "Leave it out unless one is in your own network: a name could come to lead to any machine in there.");
        }

        foreach (var system in facts.Systems)
        {
            yield return Of(System, system, "is asked at checkouts");
        }
    }

    /// <param name="isMeasured"><c>Metrics:Enabled</c>.</param>
    public static IEnumerable<LaunchFinding> OfCollector(Receiver? collector, bool isMeasured)
    {
        yield return isMeasured
            ? new Passed("metrics", "Everything is counted, and shown at /metrics to admin keys.")
            : new Warned("metrics", "Nothing is counted (Metrics:Enabled=false): nobody will see charges that stay unknown.", "Leave Metrics:Enabled out.");
        yield return collector is null
            ? new Warned(Collector, "No collector is configured: nothing is sent, and alerts need somebody who fetches /metrics.", "Set OTEL_EXPORTER_OTLP_ENDPOINT, or have /metrics scraped with a key of the role read and the rules of deploy/prometheus.")
            : Of(Collector, collector, "is sent metrics and traces");
    }

    private static LaunchFinding Of(string item, Receiver it, string what) => it.Reached switch
    {
        Reached.Yes => new Passed(item, $"{it.Key}: {it.Url.Authority} {what}, and takes connections."),
        Reached.NoUrl => new Failed(item, $"{it.Key} is no address of the form http://name:port.", $"Set {it.Key} with http:// or https:// before the name."),
        Reached.NoName => new Failed(item, $"{it.Key}: {it.Url.Host} has no address.", $"Correct {it.Key}, or the name's DNS record."),
        Reached.NotPublic => new Failed(item, $"{it.Key}: {it.Url.Host} leads to an address that is not public, where nothing is sent.", "Use its public address, or, in your own network, set Webhooks:AllowPrivateAddresses."),
        Reached.BadCertificate => new Failed(item, $"{it.Key}: the certificate of {it.Url.Host} is not valid.", "Have its owner install one for that name with its whole chain."),
        Reached.NotThere => new Failed(item, $"{it.Key}: {it.Url.Authority} takes no connection.", "Open the way from here to it, or have its owner start it."),
        _ => throw new UnreachableException($"Unhandled {it.Reached}."),
    };
}
