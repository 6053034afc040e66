using System.Text.RegularExpressions;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>The document at <c>/.well-known/acp.json</c>.</summary>
internal static partial class DiscoveryRules
{
    private const string Checklist = "RFC discovery §10";

    private static readonly IReadOnlyList<string> Newest = [Released.V20260417];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("discovery.served", "The document is served at the root, with 200, to anyone without a key.", Checklist, Newest, Anyone_gets_the_document),
        Rule.Demanded("discovery.members", "It has protocol, api_base_url, transports and capabilities.", Checklist, Newest, The_document_is_whole),
        Rule.Demanded("discovery.name", "protocol.name is acp.", Checklist, Newest, The_protocol_is_named),
        Rule.Demanded("discovery.version", "protocol.version is a date and the newest version that is spoken.", Checklist, Newest, The_version_is_the_newest),
        Rule.Demanded("discovery.supported-versions", "supported_versions is not empty and oldest first.", Checklist, Newest, Versions_are_oldest_first),
        Rule.Demanded("discovery.all-versions", "Every version it lists is spoken.", "schema DiscoveryProtocol.supported_versions", Newest, Every_version_listed_is_spoken),
        Rule.Demanded("discovery.rest", "transports has rest.", Checklist, Newest, REST_is_among_the_transports),
        Rule.Demanded("discovery.services", "capabilities.services has checkout and nothing the schema does not know.", Checklist, Newest, Checkout_is_among_the_services),
        Rule.Demanded("discovery.base-url", "api_base_url is an absolute URL.", "schema DiscoveryResponse.api_base_url", Newest, The_base_URL_is_absolute),
        Rule.Demanded("discovery.nothing-secret", "It names no merchant, no handler and no key.", "RFC discovery §7.1, §7.4", Newest, Nothing_in_it_is_secret),
        Rule.Recommended("discovery.cached", "It may be cached in public for an hour.", "RFC discovery §10", Newest, It_may_be_cached),
    ];

    private static async Task Anyone_gets_the_document(Scene scene) => Must.HaveStatus(await scene.Agent.Discover(), 200);

    private static async Task The_document_is_whole(Scene scene)
    {
        var document = await scene.Agent.Discover();
        Must.Hold(!new[] { "protocol", "api_base_url", "transports", "capabilities" }.Except(document.Body.Names()).Any(), "all four must be there", document);
    }

    private static async Task The_protocol_is_named(Scene scene)
    {
        var document = await scene.Agent.Discover();
        Must.Equal("acp", document.Body.At("protocol", "name").Text(), "protocol.name", document);
    }

    private static async Task The_version_is_the_newest(Scene scene)
    {
        var document = await scene.Agent.Discover();
        var version = document.Body.At("protocol", "version").Text() ?? "";
        Must.Hold(Date().IsMatch(version) && Listed(document).LastOrDefault() == version, "protocol.version must be a date, and the last of supported_versions", document);
    }

    private static async Task Versions_are_oldest_first(Scene scene)
    {
        var document = await scene.Agent.Discover();
        var versions = Listed(document);
        Must.Hold(versions.Count > 0 && versions.SequenceEqual(versions.Order(StringComparer.Ordinal)), "supported_versions must be oldest first", document);
        Must.Hold(versions.Contains(scene.Wire.Version), $"supported_versions must list {scene.Wire.Version}", document);
    }

    private static async Task Every_version_listed_is_spoken(Scene scene)
    {
        foreach (var version in Listed(await scene.Agent.Discover()))
        {
            var reply = await scene.Agent.Send(scene.Agent.Asking(Operation.Retrieve, "cs_00000000000000000000000000000000") with { Version = version });
            Must.HaveStatus(reply, 404);
        }
    }

    private static async Task REST_is_among_the_transports(Scene scene)
    {
        var document = await scene.Agent.Discover();
        Must.Hold(document.Body.At("transports").List().Any(transport => transport.Text() == "rest"), "transports must have rest", document);
    }

    private static async Task Checkout_is_among_the_services(Scene scene)
    {
        var document = await scene.Agent.Discover();
        var services = document.Body.At("capabilities", "services").List().Select(service => service.Text() ?? "").ToList();
        Must.Hold(services.Contains("checkout") && !services.Except(["checkout", "orders", "delegate_payment", "carts"]).Any(), "services must have checkout, and no others than the schema", document);
    }

    private static async Task The_base_URL_is_absolute(Scene scene)
    {
        var document = await scene.Agent.Discover();
        Must.Hold(Urls.IsAbsolute(document.Body.At("api_base_url").Text()), "api_base_url must be absolute", document);
    }

    private static async Task Nothing_in_it_is_secret(Scene scene)
    {
        var document = await scene.Agent.Discover();
        var handler = scene.Wire.Payment is PaymentShape.Handler declared ? declared.Id : scene.Shop.Key;
        Must.Hold(!Secret().IsMatch(document.Text) && !document.Text.Contains(scene.Shop.Key, StringComparison.Ordinal) && !document.Text.Contains(handler, StringComparison.Ordinal),
            "no merchant, handler or key must be in it", document);
    }

    private static async Task It_may_be_cached(Scene scene)
    {
        var document = await scene.Agent.Discover();
        Must.Hold(document.Header("Cache-Control")?.Contains("public", StringComparison.Ordinal) == true && MaxAge().Match(document.Header("Cache-Control")!) is { Success: true } age && long.Parse(age.Groups[1].Value, null) >= 3600,
            "Cache-Control must be public with a max-age of an hour at least", document);
    }

    private static List<string> Listed(Reply document) => [.. document.Body.At("protocol", "supported_versions").List().Select(version => version.Text() ?? "")];

    [GeneratedRegex(@"max-age=(\d{1,12})")]
    private static partial Regex MaxAge();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d$")]
    private static partial Regex Date();

    [GeneratedRegex(@"merchant_id|\bacct_|handlers|sk_(live|test)_")]
    private static partial Regex Secret();
}
