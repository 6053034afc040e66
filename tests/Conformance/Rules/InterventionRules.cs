using System.Text.Json;
using System.Text.Json.Nodes;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>What agent and seller can do about a shopper who has to act, and 3-D Secure.</summary>
internal static class InterventionRules
{
    private const string Negotiation = "RFC capability negotiation §10";
    private const string Authentication = "RFC agentic checkout §4.4";

    /// <summary>All of it but the padding, which an answer could spell in another way.</summary>
    private const string Cryptogram = "AAABBWcSNIdjeUZThmNHAAAAAAA";

    private static readonly IReadOnlyList<string> Negotiating = Released.From(Released.V20260130);
    private static readonly IReadOnlyList<string> Authenticating = Released.From(Released.V20251212);

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("interventions.capabilities", "Every session has capabilities.", Negotiation, Negotiating, Every_session_has_capabilities).Always(),
        Rule.Demanded("interventions.intersection", "What is supported is what agent and seller both support.", Negotiation, Negotiating, Supported_is_what_both_support),
        Rule.Demanded("interventions.discovered", "A session supports nothing that the discovery document does not list.", "schema DiscoveryCapabilities.intervention_types", [Released.V20260417], Supported_is_what_was_discovered),
        Rule.Demanded("interventions.none", "An agent that supports none is told none.", Negotiation, Negotiating, An_agent_that_supports_none_is_told_none),
        Rule.Demanded("interventions.unknown", "Values that are not known are ignored.", Negotiation, Negotiating, Unknown_values_are_ignored),
        Rule.Demanded("interventions.seller-only", "What only an agent declares never comes back.", "schema InterventionCapabilities", Negotiating, What_only_an_agent_declares_stays_with_it),
        Rule.Demanded("interventions.not-trusted", "What an agent declares makes no payment safe: one that needs authentication needs it whatever was declared.", Negotiation, Negotiating, Authentication_is_needed_whatever_is_declared),
        Rule.Demanded("3ds.no-order", "A payment that needs authentication makes no order.", Authentication, Released.All, A_payment_that_needs_authentication_makes_no_order),
        Rule.Demanded("3ds.told", "That authentication is needed is told: by the status, by an error requires_3ds or by such a message.", Authentication, Released.All, That_authentication_is_needed_is_told),
        Rule.Demanded("3ds.status", "Where its metadata can be given, the session is authentication_required.", Authentication, Authenticating, The_session_waits_for_authentication),
        Rule.Demanded("3ds.metadata", "A session that is authentication_required has authentication_metadata, and no other session has.", "RFC agentic checkout §8", Authenticating, Metadata_and_status_go_together).Always(),
        Rule.Demanded("3ds.result-required", "Complete without authentication_result is then a 4XX: invalid_request, requires_3ds, $.authentication_result.", Authentication, Authenticating, Complete_without_a_result_is_refused),
        Rule.Demanded("3ds.denied", "A result that the shopper was not authenticated makes no order.", Authentication, Authenticating, A_denied_result_makes_no_order),
        Rule.Demanded("3ds.outcomes", "No outcome of the version that is not a success makes an order.", "schema AuthenticationResult.outcome", Authenticating, No_outcome_but_success_makes_an_order),
        Rule.Demanded("3ds.authenticated", "A result that the shopper was authenticated completes the session.", Authentication, Authenticating, An_authenticated_result_completes),
        Rule.Demanded("3ds.no-channel", "authentication_metadata has no channel.", "schema AuthenticationMetadata", [Released.V20260417], The_channel_is_gone).Always(),
        Rule.Demanded("3ds.result-not-returned", "No answer shows the result that was sent.", "schema CheckoutSession", Authenticating, No_result_comes_back).Always(),
    ];

    private static Task Every_session_has_capabilities(Scene scene) =>
        Every.Session(scene, session => session.At("capabilities").ValueKind == JsonValueKind.Object ? null : "capabilities must be there");

    private static async Task Supported_is_what_both_support(Scene scene)
    {
        var all = SupportedIn(await Declaring(scene, "3ds", "biometric", "address_verification"));
        foreach (var one in new[] { "3ds", "biometric", "address_verification" })
        {
            var created = await Declaring(scene, one);
            Must.Hold(SupportedIn(created).ToHashSet().SetEquals(all.Intersect([one])), $"supported must be {(all.Contains(one) ? one : "empty")}", created);
        }
    }

    private static async Task Supported_is_what_was_discovered(Scene scene)
    {
        var discovered = (await scene.Agent.Discover()).Body.At("capabilities", "intervention_types").List().Select(type => type.Text() ?? "");
        var created = await Declaring(scene, "3ds", "biometric", "address_verification");
        Must.Hold(SupportedIn(created).ToHashSet().SetEquals(discovered), "supported must be what the document lists", created);
    }

    private static async Task An_agent_that_supports_none_is_told_none(Scene scene)
    {
        var created = await Declaring(scene);
        Must.Hold(SupportedIn(created).Count == 0, "supported must be empty", created);
    }

    private static async Task Unknown_values_are_ignored(Scene scene)
    {
        var created = await Declaring(scene, "telepathy");
        Must.Hold(!created.Text.Contains("telepathy", StringComparison.Ordinal), "it must be ignored", created);
    }

    private static async Task What_only_an_agent_declares_stays_with_it(Scene scene)
    {
        var body = scene.Basket();
        body["capabilities"] = new JsonObject
        {
            ["interventions"] = new JsonObject
            {
                ["supported"] = new JsonArray("3ds"), ["display_context"] = "webview", ["redirect_context"] = "in_app", ["max_redirects"] = 1, ["max_interaction_depth"] = 1,
            },
            ["extensions"] = new JsonArray("discount"),
        };
        var created = await scene.Created(body);
        var members = created.Body.At("capabilities", "interventions").Names();
        Must.Hold(!members.Except(["supported", "required", "enforcement"]).Any(), "only what a seller declares must be there", created);
    }

    private static async Task Authentication_is_needed_whatever_is_declared(Scene scene)
    {
        var body = scene.Basket();
        body["capabilities"] = new JsonObject { ["interventions"] = new JsonObject { ["supported"] = new JsonArray() } };
        var reply = await scene.Agent.Complete((await scene.Created(body)).Id!, scene.Payment(scene.Shop.AuthenticatedToken));
        Must.Hold(!reply.HasCompleted, "there must be no order", reply);
    }

    private static async Task A_payment_that_needs_authentication_makes_no_order(Scene scene)
    {
        var (id, reply) = await Blocked(scene);
        Must.Hold(!reply.HasCompleted && reply.Status < 500, "it must not be completed", reply);
        var after = await scene.Agent.Retrieve(id);
        Must.Hold(!after.HasCompleted && !after.Body.At("order").Exists(), "there must be no order", after);
    }

    private static async Task That_authentication_is_needed_is_told(Scene scene)
    {
        var (id, reply) = await Blocked(scene);
        Must.Hold(reply.Code == "requires_3ds" || Tells(reply), "it must be told", reply);
        var after = await scene.Agent.Retrieve(id);
        Must.Hold(Tells(after), "it must be told when the session is retrieved", after);
    }

    private static async Task The_session_waits_for_authentication(Scene scene)
    {
        var (id, _) = await Blocked(scene);
        var after = await scene.Agent.Retrieve(id);
        if (after.SessionStatus != "authentication_required" && !after.Body.At("authentication_metadata").Exists())
        {
            throw new NotTriedException("The shop has no metadata to give in this version, and says so by the message requires_3ds.");
        }

        Must.Equal("authentication_required", after.SessionStatus, "the status", after);
        Must.Hold(after.Body.At("authentication_metadata", "acquirer_details").Exists() && after.Body.At("authentication_metadata", "directory_server").Exists(), "the metadata must be there", after);
    }

    private static Task Metadata_and_status_go_together(Scene scene) => Every.Session(scene, session =>
        session.At("status").Text() == "authentication_required" == session.At("authentication_metadata").Exists() ? null : "the status and its metadata must go together");

    private static async Task Complete_without_a_result_is_refused(Scene scene)
    {
        var (id, _) = await Blocked(scene);
        var refused = await scene.Agent.Complete(id, scene.Payment(scene.Shop.AuthenticatedToken));
        Must.Refuse(refused);
        Must.Equal("invalid_request", refused.Body.At("type").Text(), "the type", refused);
        Must.Equal("requires_3ds", refused.Code, "the code", refused);
        Must.Equal("$.authentication_result", refused.Body.At("param").Text(), "param", refused);
    }

    private static Task A_denied_result_makes_no_order(Scene scene) => MakesNoOrder(scene, Denied(scene));

    private static async Task No_outcome_but_success_makes_an_order(Scene scene)
    {
        string[] outcomes = scene.Wire.Version == Released.V20260116
            ? ["failed", "unavailable", "rejected"]
            : ["abandoned", "canceled", "denied", "internal_error", "not_supported", "processing_error", "rejected"];
        foreach (var outcome in outcomes)
        {
            await MakesNoOrder(scene, outcome);
        }
    }

    private static async Task An_authenticated_result_completes(Scene scene)
    {
        var (id, _) = await Blocked(scene);
        var asked = (await scene.Agent.Retrieve(id)).SessionStatus == "authentication_required";
        var completed = await scene.Agent.Complete(id, WithResult(scene, "authenticated"));
        if (!asked && !completed.HasCompleted)
        {
            throw new NotTriedException("The shop asked for no result: it has no metadata to give in this version.");
        }

        Must.Equal("completed", completed.SessionStatus, "the status", completed);
        Must.Hold(completed.Body.At("order", "id").Exists(), "there must be an order", completed);
    }

    private static Task The_channel_is_gone(Scene scene) =>
        Every.Session(scene, session => session.At("authentication_metadata", "channel").Exists() ? "channel must not be there" : null);

    // In a refusal, too: its text could tell what it refuses.
    private static Task No_result_comes_back(Scene scene) => Every.Reply(scene, _ => true, reply =>
        reply.Text.Contains(Cryptogram, StringComparison.Ordinal) || reply.Body.Everything().Any(it => it.Name is "authentication_result" or "three_ds_cryptogram")
            ? "authentication_result must not come back"
            : null);

    private static async Task MakesNoOrder(Scene scene, string outcome)
    {
        var (id, _) = await Blocked(scene);
        var reply = await scene.Agent.Complete(id, WithResult(scene, outcome));
        Must.Hold(!reply.HasCompleted && reply.Status < 500, $"{outcome} must not complete it", reply);
        var after = await scene.Agent.Retrieve(id);
        Must.Hold(!after.Body.At("order").Exists(), "there must be no order", after);
    }

    private static string Denied(Scene scene) => scene.Wire.Version == Released.V20260116 ? "failed" : "denied";

    private static JsonObject WithResult(Scene scene, string outcome)
    {
        var body = scene.Payment(scene.Shop.AuthenticatedToken);
        body["authentication_result"] = new JsonObject { ["outcome"] = outcome };
        if (outcome is "authenticated")
        {
            body["authentication_result"]!["outcome_details"] = new JsonObject
            {
                ["three_ds_cryptogram"] = Cryptogram + "=",
                ["electronic_commerce_indicator"] = "05",
                ["transaction_id"] = "4dd5c5b5-8a2c-4a5e-9d57-0c2f5c0b2a11",
                ["version"] = "2.2.0",
            };
        }

        return body;
    }

    private static bool Tells(Reply session) => session.SessionStatus == "authentication_required"
        || session.Body.At("messages").List().Any(message => message.At("code").Text() == "requires_3ds");

    private static async Task<(string Id, Reply Reply)> Blocked(Scene scene)
    {
        var id = (await scene.Ready()).Id!;
        return (id, await scene.Agent.Complete(id, scene.Payment(scene.Shop.AuthenticatedToken)));
    }

    private static async Task<Reply> Declaring(Scene scene, params string[] supported)
    {
        var body = scene.Basket();
        body["capabilities"] = new JsonObject { ["interventions"] = new JsonObject { ["supported"] = new JsonArray([.. supported.Select(one => (JsonNode)one)]) } };
        return await scene.Created(body);
    }

    private static IReadOnlyList<string> SupportedIn(Reply reply) =>
        [.. reply.Body.At("capabilities", "interventions", "supported").List().Select(one => one.Text() ?? "")];
}
