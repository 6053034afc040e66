using System.Text.Json.Nodes;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;
using static Acp.Conformance.Tests.Planted.Twists;

namespace Acp.Conformance.Tests.Planted;

/// <summary>Those that are needed for every rule to have been red once.</summary>
internal static class FurtherDeviations
{
    public static IReadOnlyList<Deviation> All { get; } = [.. Envelope, .. Refusals, .. Idempotency, .. Sessions, .. Money, .. Fulfillment, .. Payment, .. Discounts, .. Authentication, .. WriteOnly, .. Others];

    private static IEnumerable<Deviation> Envelope =>
    [
        new("any bearer key is good", Released.V20260417, "headers.authorization-known", a => If(a, a.RequestHeader("Authorization") is not (null or "Bearer demo_platform_key"), () => Status(a, 401, 201))),
        new("any type of body is read", Released.V20251212, "headers.content-type", a => Status(a, 415, 201)),
        new("a language is no language of ours", Released.V20260116, "headers.optional", a => If(a, a.RequestHeader("Accept-Language")?.StartsWith("de", StringComparison.Ordinal) == true, () => a.Status = 406)),
        new("signatures are demanded of all", Released.V20260130, "headers.unsigned", a => If(a, a.RequestHeader("Signature") is null && !IsTwo(a), () => Status(a, 201, 401))),
        new("retrieving needs a key", Released.V20250929, "headers.get-without-key", a => If(a, a.Operation == Operation.Retrieve && a.RequestHeader("Idempotency-Key") is null, () => Status(a, 200, 400))),
        new("another version does not find the session", Released.V20260417, "version.crossing", a => If(a, a.RequestHeader("API-Version") != Released.V20260417, () => Status(a, 200, 404))),
        new("a right signature is not believed", Released.V20260417, "signing.accepted", a => If(a, a.RequestHeader("Signature") is not null, () => Status(a, 201, 401))),
        new("a signature needs no time", Released.V20260116, "signing.incomplete", a => If(a, CodeIs(a, "incomplete_signature"), () => a.Status = 201)),
        new("who must sign need not", Released.V20251212, "signing.required", a => If(a, CodeIs(a, "signature_required"), () => a.Status = 201)),
    ];

    private static IEnumerable<Deviation> Refusals =>
    [
        new("an unknown path is a page", Released.V20260417, "errors.unknown-path", a => If(a, a.Operation == Operation.Other, () => a.Text = "<html>404</html>")),
        new("numbers may be text", Released.V20250929, "errors.wrong-types", a => If(a, CodeIs(a, "invalid_quantity"), () => a.Status = 201)),
        new("an emperor has an account", Released.V20260417, "errors.enum", a => If(a, a.Asked.Contains("emperor", StringComparison.Ordinal), () => a.Status = 201)),
        new("the last of two members counts", Released.V20260130, "errors.duplicates", a => If(a, CodeIs(a, "invalid_json"), () => a.Status = 201)),
        new("any depth is read", Released.V20260116, "errors.nesting", a => If(a, a.Asked.Contains("[[[[", StringComparison.Ordinal), () => a.Status = 500)),
        new("a refused update takes half", Released.V20251212, "errors.state-stays", a => If(a, a.Operation == Operation.Retrieve, () => a.EditSession(s => s["currency"] = Guid.NewGuid().ToString()))),
    ];

    private static IEnumerable<Deviation> Idempotency =>
    [
        new("keys have 64 characters at most", Released.V20250929, "idempotency.key-longest", a => If(a, a.RequestHeader("Idempotency-Key")?.Length > 64, () => a.Status = 400)),
        new("keys of any length", Released.V20260417, "idempotency.key-too-long", a => If(a, a.RequestHeader("Idempotency-Key")?.Length > 255, () => a.Status = 201)),
        new("a refusal is worded anew", Released.V20260417, "idempotency.replay-refusal", a => If(a, a.Headers.ContainsKey("Idempotent-Replayed") && a.IsError, () => a.EditError(e => e["message"] = "Again."))),
        new("a replay shows the session as it is now", Released.V20260417, "idempotency.replay-after-change", a => If(a, a.Headers.ContainsKey("Idempotent-Replayed"), () => Say(a, "ready_for_payment", "canceled"))),
        new("a conflict takes the key over", Released.V20260417, "idempotency.conflict-keeps", a => If(a, a.Headers.ContainsKey("Idempotent-Replayed"), () => a.Status = 422)),
        new("a key is good for one path only", Released.V20260130, "idempotency.scope-path", a => If(a, a.Operation is Operation.Update, () => Status(a, 200, 409))),
        new("a key is good for one platform only", Released.V20251212, "idempotency.scope-identity", a => If(a, a.RequestHeader("Authorization") == "Bearer second_platform_key", () => Status(a, 201, 409))),
        new("the bytes of a body count", Released.V20260417, "idempotency.equality", a => If(a, a.Asked.Contains("2.0", StringComparison.Ordinal), () => a.Status = 422)),
        new("the order of a list does not count", Released.V20260417, "idempotency.array-order", a => Status(a, 422, 201)),
        new("null is as good as nothing", Released.V20250929, "idempotency.null-is-not-absent", a => If(a, CodeIs(a, "idempotency_conflict"), () => a.Status = 200)),
        new("headers are a part of a request", Released.V20260116, "idempotency.body-only", a => If(a, a.RequestHeader("Accept-Language") == "fr", () => a.Status = 409)),
        new("codes do not count", Released.V20260130, "idempotency.extensions", a => If(a, CodeIs(a, "idempotency_conflict"), () => a.Status = 201)),
        new("attribution does not count", Released.V20251212, "idempotency.attribution", a => If(a, CodeIs(a, "idempotency_conflict"), () => a.Status = 201)),
        new("who is too early is told 503", Released.V20260116, "idempotency.at-once", SecondIs503()),
    ];

    private static IEnumerable<Deviation> Sessions =>
    [
        new("ids are counted anew", Released.V20260417, "session.id", a => If(a, a.Operation == Operation.Create, () => a.EditSession(s => s["id"] = "cs_1"))),
        new("a currency is assumed", Released.V20260130, "session.currency-required", a => If(a, a.IsError && a.Text.Contains("$.currency", StringComparison.Ordinal), () => a.Status = 201)),
        new("an empty cart is a cart", Released.V20260116, "session.items-required", a => If(a, CodeIs(a, "missing_field"), () => a.Status = 201)),
        new("any version's body is read", Released.V20250929, "session.other-shape", a => If(a, CodeIs(a, "missing_field"), () => a.Status = 201)),
        new("what is not sold is a server's error", Released.V20251212, "session.unknown-item", a => If(a, a.Asked.Contains("no_such_item", StringComparison.Ordinal), () => a.Status = 500)),
        new("an unknown member is an error", Released.V20260417, "session.unknown-members", a => If(a, a.Asked.Contains("from_a_later_version", StringComparison.Ordinal), () => a.Status = 400)),
        new("nothing is ever ready", Released.V20250929, "session.ready", a => Say(a, "ready_for_payment", "in_progress")),
        new("a retrieve counts", Released.V20260130, "session.retrieve-changes-nothing", a => If(a, a.Operation == Operation.Retrieve, () => a.EditSession(s => s["updated_at"] = TimeProvider.System.GetUtcNow().ToString("O")))),
        new("an update without an address takes it away", Released.V20251212, "session.update-absent", a => If(a, a.Operation == Operation.Update, () => a.EditSession(s => s.Remove("fulfillment_details")))),
        new("items are added to those before", Released.V20260417, "session.update-replaces", a => If(a, a.Operation == Operation.Update, () => a.EditSession(s => s["line_items"]!.AsArray().Add(s["line_items"]![0]!.DeepClone())))),
        new("a payment is not needed", Released.V20260116, "session.payment-required", a => If(a, a.Operation == Operation.Complete && a.IsError, () => a.Status = 200)),
        new("what is not ready is sold", Released.V20250929, "session.complete-not-ready", a => If(a, CodeIs(a, "not_ready_for_payment"), () => a.Status = 200)),
        new("a second complete is refused", Released.V20260417, "session.complete-again", SecondCompleteIs409()),
        new("the buyer of complete is lost", Released.V20251212, "session.complete-buyer", a => If(a, a.Operation == Operation.Complete, () => a.EditSession(s => s.Remove("buyer")))),
        new("what is sold may be changed", Released.V20260130, "session.completed-is-final", a => If(a, a.Operation == Operation.Update, () => Status(a, 409, 200))),
        new("cancel needs a body", Released.V20260116, "session.cancel-body", a => If(a, a.Operation == Operation.Cancel && a.Asked.Length == 0, () => a.Status = 400)),
        new("what is canceled can be paid for", Released.V20250929, "session.canceled-is-final", a => If(a, a.Operation == Operation.Complete, () => Status(a, 409, 200))),
        new("a place to continue is relative", Released.V20260417, "session.continue-url", a => a.EditSession(s => s["continue_url"] = "/continue")),
        new("metadata is lost", Released.V20260130, "session.metadata", a => a.EditSession(s => s.Remove("metadata"))),
        new("a quote is lost", Released.V20260417, "session.locale", a => a.EditSession(s => s.Remove("quote_id"))),
        new("the other version's items count", Released.V20250929, "session.mixed", a => If(a, a.Asked.Contains("line_items", StringComparison.Ordinal), () => a.EditSession(s => Line(s, line => line["item"]!["id"] = "item_stickers")))),
        new("an order does not say what it is", Released.V20260417, "session.order-type", a => a.EditSession(s => (s["order"] as JsonObject)?.Remove("type"))),
    ];

    private static IEnumerable<Deviation> Money =>
    [
        new("a subtotal is after all discounts and shipping", Released.V20260417, "totals.subtotal", a => a.EditSession(s => Add(s, "subtotal", 500))),
        new("discounts of lines are not in the sum", Released.V20251212, "totals.discount-of-lines", a => a.EditSession(s => Line(s, line => line["discount"] = 1))),
        new("a line's tax is not in the tax", Released.V20250929, "totals.tax-of-lines", a => a.EditSession(s => Line(s, line => line["tax"] = 999_999))),
        new("two cost what one costs", Released.V20260116, "totals.twice", a => If(a, IsTwo(a), () => a.EditSession(s => Each(s, total => total["amount"] = 1)))),
        new("shipping is not in the total", Released.V20260130, "totals.fulfillment", a => a.EditSession(s => Drop(s, "fulfillment"))),
        new("images are relative", Released.V20260417, "totals.images", a => a.EditSession(s => Line(s, line => line["images"] = new JsonArray("/mug.jpg")))),
        new("an option that has totals forgets its tax", Released.V20260417, "totals.option-breakdown", a => a.EditSession(s => EachOption(s, option => Add(option, "tax", 77)))),
        new("an option forgets its tax", Released.V20251212, "totals.option-breakdown", a => a.EditSession(s => EachOption(s, option => option["tax"] = 77))),
    ];

    private static IEnumerable<Deviation> Fulfillment =>
    [
        new("a chosen option is never enough", Released.V20251212, "fulfillment.ready", a => If(a, a.Operation == Operation.Update, () => Say(a, "ready_for_payment", "not_ready_for_payment"))),
        new("every option costs the same", Released.V20260417, "fulfillment.another-option", a => If(a, a.Operation == Operation.Update, () => a.EditSession(s => Each(s, total => total["amount"] = 7)))),
        new("everything goes to the ice", Released.V20250929, "fulfillment.nowhere", a => If(a, a.Asked.Contains("McMurdo", StringComparison.Ordinal), () => Say(a, "not_ready_for_payment", "ready_for_payment"))),
        new("chosen items are lost", Released.V20260116, "fulfillment.item-ids", a => a.EditSession(s => { if (s["selected_fulfillment_options"]?[0]?["shipping"] is JsonObject choice) { choice["item_ids"] = new JsonArray("other"); } })),
        new("a mixed cart cannot be paid for", Released.V20250929, "fulfillment.mixed", a => If(a, a.Operation == Operation.Update, () => Say(a, "ready_for_payment", "not_ready_for_payment"))),
        new("only the first choice counts", Released.V20260130, "fulfillment.several", a => a.EditSession(s => { if (s["selected_fulfillment_options"] is JsonArray { Count: > 1 } chosen) { chosen.RemoveAt(1); } })),
        new("groups are lost", Released.V20260417, "fulfillment.groups", a => a.EditSession(s => s.Remove("fulfillment_groups"))),
        new("groups of anything are taken", Released.V20260130, "fulfillment.groups-items", a => If(a, a.Asked.Contains("fulfillment_groups", StringComparison.Ordinal) && a.IsError, () => a.Status = 201)),
        new("a place to pick up has no address", Released.V20260417, "fulfillment.pickup", a => a.EditSession(s => EachOption(s, option => (option["location"] as JsonObject)?.Remove("address")))),
    ];

    private static IEnumerable<Deviation> Payment =>
    [
        new("schemas are found over http", Released.V20260130, "payment.handler-urls", a => a.EditSession(s => s["capabilities"]!["payment"]!["handlers"]![0]!["spec"] = "http://acp.dev/handler")),
        new("a missing token is named in the newest version's words", Released.V20250929, "payment.shape", a => a.EditError(e => e["param"] = "$.payment_data.instrument.credential.token")),
        new("one decline ends a session", Released.V20260116, "payment.declined-stays-payable", a => If(a, a.Operation == Operation.Complete, () => Say(a, "completed", "canceled"))),
        new("a token pays twice", Released.V20251212, "payment.token-once", a => If(a, a.Operation == Operation.Complete && a.IsError, () => a.Status = 200)),
        new("a billing address is not understood", Released.V20260417, "payment.billing-address", a => If(a, a.Asked.Contains("billing_address", StringComparison.Ordinal), () => (a.Status, a.Text) = (400, """{"type":"invalid_request","code":"invalid","message":"no"}"""))),
    ];

    private static IEnumerable<Deviation> Discounts =>
    [
        new("a good code takes nothing off", Released.V20260417, "discounts.applied", a => Discounted(a, discounts => discounts["applied"] = new JsonArray())),
        new("a code in lower case is another", Released.V20260130, "discounts.any-case", a => If(a, a.Asked.Contains("welcome10", StringComparison.Ordinal), () => Discounted(a, discounts => discounts["applied"] = new JsonArray()))),
        new("codes are added to those before", Released.V20260417, "discounts.replaced", a => If(a, a.Operation == Operation.Update, () => Discounted(a, discounts => discounts["codes"]!.AsArray().Add("NO-SUCH-CODE")))),
        new("an empty list changes nothing", Released.V20260130, "discounts.cleared", a => If(a, a.Operation == Operation.Update, () => a.EditSession(s => s["discounts"] = new JsonObject { ["codes"] = new JsonArray("WELCOME10") }))),
        new("an update without discounts takes them off", Released.V20260417, "discounts.kept", a => If(a, a.Operation == Operation.Update, () => a.EditSession(s => s.Remove("discounts")))),
        new("what is over is called invalid", Released.V20260130, "discounts.expired", a => a.EditSession(s => { if (s["discounts"]?["rejected"] is JsonArray { Count: > 0 } rejected) { rejected[0]!["reason"] = "discount_code_invalid"; } })),
        new("a refused code blocks", Released.V20260417, "discounts.never-block", a => If(a, a.Asked.Contains("NO-SUCH-CODE", StringComparison.Ordinal), () => Say(a, "ready_for_payment", "not_ready_for_payment"))),
        new("what is applied is not taken off", Released.V20260130, "discounts.in-totals", a => a.EditSession(s => { if (s["discounts"]?["applied"] is JsonArray { Count: > 0 } applied) { applied[0]!["amount"] = 999_999; } })),
        new("coupons win", Released.V20260417, "discounts.coupons", a => If(a, a.Asked.Contains("coupons", StringComparison.Ordinal), () => Discounted(a, discounts => discounts["rejected"] = new JsonArray(new JsonObject())))),
        new("discounts are not declared", Released.V20260130, "discounts.declared", a => a.EditSession(s => s["capabilities"]!.AsObject().Remove("extensions"))),
        new("an extension that the agent knows is not activated", Released.V20260417, "discounts.activated", a => If(a, a.Asked.Contains("\"extensions\"", StringComparison.Ordinal), () => a.EditSession(s => s["capabilities"]!.AsObject().Remove("extensions")))),
    ];

    private static IEnumerable<Deviation> Authentication =>
    [
        new("capabilities are a list", Released.V20260417, "interventions.capabilities", a => a.EditSession(s => s["capabilities"] = new JsonArray())),
        new("an agent that cannot authenticate need not", Released.V20260130, "interventions.not-trusted", Bought),
        new("3-D Secure is not waited for", Released.V20250929, "3ds.no-order", Bought),
        new("a session that waits says that it is ready", Released.V20260417, "3ds.status", a => Say(a, "authentication_required", "ready_for_payment")),
        new("who was denied buys", Released.V20260116, "3ds.denied", Bought),
        new("who gave up buys", Released.V20260417, "3ds.outcomes", a => If(a, a.Asked.Contains("abandoned", StringComparison.Ordinal), () => Bought(a))),
        new("who was authenticated does not buy", Released.V20260417, "3ds.authenticated", a => If(a, a.Asked.Contains("authenticated", StringComparison.Ordinal), () => Say(a, "completed", "canceled"))),
        new("the proof comes back", Released.V20260130, "3ds.result-not-returned", a => a.EditSession(s => s["authentication_result"] = new JsonObject())),
        new("a refusal repeats the proof", Released.V20260417, "3ds.result-not-returned", a => a.EditError(e => e["message"] = "AAABBWcSNIdjeUZThmNHAAAAAAA= is not right.")),
    ];

    private static IEnumerable<Deviation> WriteOnly =>
    [
        new("attribution is not understood", Released.V20260417, "attribution.create", a => If(a, a.Operation == Operation.Create && a.Asked.Contains("affiliate", StringComparison.Ordinal), () => a.Status = 400)),
        new("the last touch blocks", Released.V20251212, "attribution.complete", a => If(a, a.Operation == Operation.Complete && a.Asked.Contains("affiliate", StringComparison.Ordinal), () => Say(a, "completed", "ready_for_payment"))),
        new("a claim of nothing is taken", Released.V20260116, "attribution.claim", a => If(a, a.IsError && a.Asked.Contains("affiliate", StringComparison.Ordinal), () => a.Status = 201)),
        new("anything is taken as metadata", Released.V20260130, "attribution.flat", a => If(a, a.IsError && a.Asked.Contains("affiliate", StringComparison.Ordinal), () => a.Status = 201)),
        new("what is not known of a claim is refused", Released.V20260417, "attribution.open", a => If(a, a.Asked.Contains("from_a_later_version", StringComparison.Ordinal), () => a.Status = 400)),
        new("one reason is not known", Released.V20251212, "trace.accepted", a => If(a, a.Asked.Contains("timing_deferred", StringComparison.Ordinal), () => a.Status = 400)),
        new("signs of risk come back", Released.V20260130, "risk.accepted", a => If(a, a.Asked.Contains("risk_signals", StringComparison.Ordinal), () => a.EditSession(s => s["risk"] = "fp_conformance"))),
        new("a decision blocks", Released.V20260417, "consent.accepted", a => If(a, a.Asked.Contains("\"email\",\"opted_in\"", StringComparison.Ordinal), () => a.Status = 400)),
        new("a channel that is not offered blocks", Released.V20260417, "consent.not-offered", a => If(a, a.Asked.Contains("pigeon", StringComparison.Ordinal), () => Say(a, "completed", "ready_for_payment"))),
        new("a channel without contact blocks", Released.V20260417, "consent.no-contact", a => If(a, a.Asked.Contains("whatsapp", StringComparison.Ordinal), () => Say(a, "completed", "ready_for_payment"))),
        new("silence is consent", Released.V20260417, "consent.omitted", a => If(a, a.Operation == Operation.Complete, () => a.EditSession(s => s["marketing_consents"] = new JsonArray()))),
    ];

    private static IEnumerable<Deviation> Others =>
    [
        new("a message's place is no JSONPath", Released.V20260116, "messages.param", a => a.EditSession(s => EachMessage(s, message => message["param"] = "fulfillment_details.address"))),
        new("a message has HTML", Released.V20250929, "messages.no-html", a => a.EditSession(s => EachMessage(s, message => message["content"] = "Call <a href='tel:1'>us</a>"))),
        new("what a line discloses has HTML", Released.V20260417, "messages.markdown", a => a.EditSession(s => s["line_items"]![0]!["disclosures"] = new JsonArray(new JsonObject { ["type"] = "disclaimer", ["content_type"] = "markdown", ["content"] = "<b>Hot</b>" }))),
        new("a link has a title before its version", Released.V20251212, "links.titles", a => a.EditSession(s => s["links"] = new JsonArray(new JsonObject { ["type"] = "terms_of_use", ["title"] = "Terms", ["url"] = "https://shop.example/t" }))),
        new("REST is not among the transports", Released.V20260417, "discovery.rest", a => Discovered(a, d => d["transports"] = new JsonArray("mcp"))),
        new("the base URL is a path", Released.V20260417, "discovery.base-url", a => Discovered(a, d => d["api_base_url"] = "/api")),
    ];

    private static bool IsTwo(Answer answer) => answer.Asked.Contains("\"quantity\":2", StringComparison.Ordinal);

    private static void Bought(Answer answer) => If(answer, answer.Operation == Operation.Complete && answer.Status != 200, () => (answer.Status, answer.Text) = (200, """{"id":"cs_1","status":"completed"}"""));

    private static void Discounted(Answer answer, Action<JsonObject> change) => answer.EditSession(session =>
    {
        if (session["discounts"] is JsonObject discounts)
        {
            change(discounts);
        }
    });
}
