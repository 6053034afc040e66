using System.Text.Json.Nodes;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>What is handed over and never comes back: attribution, the reasons of a cancel, signs of risk, consents.</summary>
internal static class WriteOnlyRules
{
    private const string Attribution = "RFC affiliate attribution §10";
    private const string Trace = "RFC intent traces §8";
    private const string Consent = "RFC marketing consent, checklist";
    private const string SecretToken = "atp_conformance_secret";

    private static readonly IReadOnlyList<string> WithAttribution = Released.From(Released.V20251212);
    private static readonly IReadOnlyList<string> Newest = [Released.V20260417];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("attribution.create", "Create accepts an attribution.", Attribution, WithAttribution, Create_accepts_an_attribution),
        Rule.Demanded("attribution.complete", "Complete accepts one, too, also beside another one at create.", Attribution, WithAttribution, Complete_accepts_an_attribution),
        Rule.Demanded("attribution.write-only", "No answer ever shows it.", Attribution, WithAttribution, No_attribution_comes_back),
        Rule.Demanded("attribution.provider", "One without a provider is refused.", Attribution, WithAttribution, An_attribution_needs_a_provider),
        Rule.Demanded("attribution.claim", "One with neither token nor publisher_id is refused.", Attribution, WithAttribution, An_attribution_needs_a_claim),
        Rule.Demanded("attribution.flat", "One whose metadata is not flat is refused.", Attribution, WithAttribution, Metadata_of_an_attribution_is_flat),
        Rule.Recommended("attribution.pii", "One with a shopper's e-mail address is refused with 400 pii_not_allowed.", "RFC affiliate attribution §7.4", WithAttribution, A_shoppers_data_in_it_is_refused),
        Rule.Demanded("attribution.open", "Members of it that are not known are ignored.", "RFC affiliate attribution §8.2", WithAttribution, Unknown_members_of_it_are_ignored),
        Rule.Demanded("trace.accepted", "Cancel accepts an intent trace, with each reason the protocol names.", Trace, WithAttribution, Cancel_accepts_every_reason),
        Rule.Demanded("trace.unknown-reason", "A reason that is not known cancels all the same.", "RFC intent traces §7.2", WithAttribution, An_unknown_reason_cancels_all_the_same),
        Rule.Demanded("trace.malformed", "A trace that is malformed cancels all the same.", "RFC intent traces §3.1", Released.All, A_malformed_trace_cancels_all_the_same),
        Rule.Demanded("trace.write-only", "No answer ever shows it.", Trace, WithAttribution, No_trace_comes_back),
        Rule.Demanded("risk.accepted", "Signs of risk may be sent with complete, and never come back.", "schema RiskSignals", Released.From(Released.V20260130), Signs_of_risk_stay_with_us),
        Rule.Demanded("consent.options", "What is offered for consent has a channel, a text and the URL of a policy.", "schema MarketingConsentOption", Newest, What_is_offered_is_whole),
        Rule.Demanded("consent.accepted", "A decision for each channel offered may be sent with complete.", Consent, Newest, A_decision_may_be_sent),
        Rule.Demanded("consent.not-offered", "A consent for a channel that is not offered is ignored.", Consent, Newest, A_consent_for_another_channel_is_ignored),
        Rule.Demanded("consent.no-contact", "A consent for a channel without a contact is ignored.", Consent, Newest, A_consent_without_contact_is_ignored),
        Rule.Demanded("consent.omitted", "Decisions may be left out, and none is assumed.", Consent, Newest, Decisions_may_be_left_out),
        Rule.Demanded("consent.write-only", "No answer shows what was decided.", "schema CheckoutSession", Newest, No_decision_comes_back).Always(),
    ];

    private static async Task Create_accepts_an_attribution(Scene scene) => Must.HaveStatus(await scene.Agent.Create(Attributed(scene, Claim())), 201);

    private static async Task Complete_accepts_an_attribution(Scene scene)
    {
        var payment = scene.Payment();
        payment["affiliate_attribution"] = new JsonObject { ["provider"] = "other.example", ["publisher_id"] = "pub_other", ["touchpoint"] = "last" };
        var paid = await scene.Agent.Complete((await scene.Created(Attributed(scene, Claim()))).Id!, payment);
        Must.Equal("completed", paid.SessionStatus, "the status", paid);
    }

    private static async Task No_attribution_comes_back(Scene scene)
    {
        var created = await scene.Created(Attributed(scene, Claim()));
        var payment = scene.Payment();
        payment["affiliate_attribution"] = Claim();
        var replies = new[] { created, await scene.Agent.Retrieve(created.Id!), await scene.Agent.Complete(created.Id!, payment), await scene.Agent.Retrieve(created.Id!) };
        foreach (var reply in replies)
        {
            Must.Hold(!reply.Text.Contains("affiliate", StringComparison.Ordinal) && !reply.Text.Contains(SecretToken, StringComparison.Ordinal), "no attribution must come back", reply);
        }
    }

    private static async Task An_attribution_needs_a_provider(Scene scene) =>
        Must.Refuse(await scene.Agent.Create(Attributed(scene, Without(Claim(), "provider"))));

    private static async Task An_attribution_needs_a_claim(Scene scene) =>
        Must.Refuse(await scene.Agent.Create(Attributed(scene, Without(Without(Claim(), "token"), "publisher_id"))));

    private static async Task Metadata_of_an_attribution_is_flat(Scene scene)
    {
        var claim = Claim();
        claim["metadata"] = new JsonObject { ["nested"] = new JsonObject { ["a"] = 1 } };
        Must.Refuse(await scene.Agent.Create(Attributed(scene, claim)));
    }

    private static async Task A_shoppers_data_in_it_is_refused(Scene scene)
    {
        var claim = Claim();
        claim["metadata"] = new JsonObject { ["shopper"] = "ada@example.com" };
        var refused = await scene.Agent.Create(Attributed(scene, claim));
        Must.HaveStatus(refused, 400);
        Must.Equal("pii_not_allowed", refused.Code, "the code", refused);
    }

    private static async Task Unknown_members_of_it_are_ignored(Scene scene)
    {
        var claim = Claim();
        claim["from_a_later_version"] = new JsonArray(1);
        Must.HaveStatus(await scene.Agent.Create(Attributed(scene, claim)), 201);
    }

    private static async Task Cancel_accepts_every_reason(Scene scene)
    {
        foreach (var reason in new[]
                 {
                     "price_sensitivity", "shipping_cost", "shipping_speed", "product_fit", "trust_security",
                     "returns_policy", "payment_options", "comparison", "timing_deferred", "other",
                 })
        {
            Cancels(await scene.Agent.Cancel((await scene.Ready()).Id!, Traced(new JsonObject { ["reason_code"] = reason, ["trace_summary"] = "Too dear." })));
        }
    }

    private static async Task An_unknown_reason_cancels_all_the_same(Scene scene) =>
        Cancels(await scene.Agent.Cancel((await scene.Ready()).Id!, Traced(new JsonObject { ["reason_code"] = "mercury_in_retrograde" })));

    private static async Task A_malformed_trace_cancels_all_the_same(Scene scene)
    {
        foreach (var trace in new JsonNode[]
                 {
                     new JsonArray(), "because", new JsonObject { ["reason_code"] = 7 },
                     new JsonObject { ["reason_code"] = "other", ["metadata"] = new JsonObject { ["deep"] = new JsonObject() } },
                     new JsonObject { ["reason_code"] = "other", ["trace_summary"] = new string('x', 501) },
                 })
        {
            Cancels(await scene.Agent.Cancel((await scene.Ready()).Id!, Traced(trace.DeepClone())));
        }
    }

    private static async Task No_trace_comes_back(Scene scene)
    {
        var trace = Traced(new JsonObject { ["reason_code"] = "comparison", ["trace_summary"] = "Seen for less at a friend's." });
        var canceled = await scene.Agent.Cancel((await scene.Ready()).Id!, trace);
        foreach (var reply in new[] { canceled, await scene.Agent.Retrieve(canceled.Id!) })
        {
            Must.Hold(!reply.Text.Contains("intent_trace", StringComparison.Ordinal) && !reply.Text.Contains("friend", StringComparison.Ordinal), "no trace must come back", reply);
        }
    }

    private static async Task Signs_of_risk_stay_with_us(Scene scene)
    {
        var payment = scene.Payment();
        payment["risk_signals"] = new JsonObject { ["ip_address"] = "203.0.113.45", ["session_id"] = "sess_conformance", ["device_fingerprint"] = "fp_conformance" };
        var paid = await scene.Agent.Complete((await scene.Ready()).Id!, payment);
        Must.Equal("completed", paid.SessionStatus, "the status", paid);
        Must.Hold(!paid.Text.Contains("_conformance", StringComparison.Ordinal) && !paid.Text.Contains("203.0.113.45", StringComparison.Ordinal), "no sign of risk must come back", paid);
    }

    private static async Task What_is_offered_is_whole(Scene scene)
    {
        var created = await scene.Ready();
        foreach (var option in Offered(scene, created))
        {
            Must.Hold(option.At("display_text").Text() is { Length: > 0 } && Urls.IsAbsolute(option.At("privacy_policy_url").Text()), "an option must be whole", created);
        }
    }

    private static async Task A_decision_may_be_sent(Scene scene)
    {
        var created = await scene.Ready();
        await Consenting(scene, created.Id!, [.. Offered(scene, created).Select(option => option.At("channel").Text()!)], Wire.Buyer());
    }

    private static async Task A_consent_for_another_channel_is_ignored(Scene scene) =>
        await Consenting(scene, (await scene.Ready()).Id!, ["carrier_pigeon"], Wire.Buyer());

    private static async Task A_consent_without_contact_is_ignored(Scene scene) =>
        await Consenting(scene, (await scene.Ready()).Id!, ["sms", "whatsapp"], Without(Wire.Buyer(), "phone_number"));

    private static async Task Decisions_may_be_left_out(Scene scene)
    {
        var paid = await scene.Paid();
        Must.Hold(!paid.Body.At("marketing_consents").Exists(), "none must be assumed", paid);
    }

    private static Task No_decision_comes_back(Scene scene) => Every.Session(scene, session =>
        session.Everything().Any(it => it.Name is "marketing_consents" or "opted_in") ? "no decision must come back" : null);

    private static async Task Consenting(Scene scene, string id, string[] channels, JsonObject buyer)
    {
        var payment = scene.Payment();
        payment["buyer"] = buyer;
        payment["marketing_consents"] = new JsonArray([.. channels.Select(channel => new JsonObject { ["channel"] = channel, ["opted_in"] = true })]);
        var paid = await scene.Agent.Complete(id, payment);
        Must.Equal("completed", paid.SessionStatus, "the status", paid);
    }

    private static IReadOnlyList<System.Text.Json.JsonElement> Offered(Scene scene, Reply session) =>
        session.Body.At("marketing_consent_options").List() is { Count: > 0 } offered
            ? offered
            : throw new NotTriedException($"The shop at {scene.Shop.BaseUrl.Host} offers nothing to consent to.");

    private static void Cancels(Reply reply)
    {
        Must.HaveStatus(reply, 200);
        Must.Equal("canceled", reply.SessionStatus, "the status", reply);
    }

    private static JsonObject Traced(JsonNode trace) => new() { ["intent_trace"] = trace };

    private static JsonObject Claim() => new()
    {
        ["provider"] = "impact.com", ["token"] = SecretToken, ["publisher_id"] = "pub_123", ["touchpoint"] = "first",
        ["metadata"] = new JsonObject { ["placement"] = "top", ["rank"] = 1, ["paid"] = false },
    };

    private static JsonObject Attributed(Scene scene, JsonObject claim)
    {
        var body = scene.Basket();
        body["affiliate_attribution"] = claim;
        return body;
    }

    private static JsonObject Without(JsonObject body, string member)
    {
        body.Remove(member);
        return body;
    }
}
