using System.Text.Json.Nodes;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;
using static Acp.Conformance.Tests.Planted.Twists;

namespace Acp.Conformance.Tests.Planted;

/// <summary>One a row; each is a mistake that a server could really make.</summary>
internal static class Deviations
{
    public static IReadOnlyList<Deviation> All { get; } = [.. Envelope, .. Refusals, .. Idempotency, .. Sessions, .. Money, .. Fulfillment, .. Payment, .. Negotiated, .. WriteOnly, .. Words, .. Discovery, .. FurtherDeviations.All];

    private static IEnumerable<Deviation> Envelope =>
    [
        new("a missing key is 403", Released.V20250929, "headers.authorization", a => Status(a, 401, 403)),
        new("whoever has no key may retrieve", Released.V20260130, "headers.authorization-everywhere", a => If(a, a.Operation == Operation.Retrieve, () => Status(a, 401, 200))),
        new("answers are text/html", Released.V20251212, "headers.json", a => a.Headers["Content-Type"] = "text/html"),
        new("an error is an empty page", Released.V20260116, "headers.json", a => If(a, a.Status == 404, () => a.Text = "")),
        new("Idempotency-Key does not come back", Released.V20260417, "headers.key-echo", a => a.Headers.Remove("Idempotency-Key")),
        new("Idempotency-Key comes back in upper case", Released.V20250929, "headers.key-echo", a => If(a, a.Headers.ContainsKey("Idempotency-Key"), () => a.Headers["Idempotency-Key"] = a.Headers["Idempotency-Key"].ToUpperInvariant())),
        new("Request-Id is always a new one", Released.V20260116, "headers.request-id", a => a.Headers["Request-Id"] = "req_ours"),
        new("Request-Id is lost on errors", Released.V20260417, "headers.request-id-on-errors", a => If(a, a.IsError, () => a.Headers.Remove("Request-Id"))),
        new("signatures are not looked at", Released.V20260417, "signing.forged", a => Status(a, 401, 201)),
        new("a signature is good for ever", Released.V20250929, "signing.skew", a => If(a, CodeIs(a, "stale_timestamp"), () => a.Status = 201)),
        new("a signature is good for every request", Released.V20260130, "signing.replay", a => If(a, CodeIs(a, "signature_replayed"), () => a.Status = 201)),
        new("any version is served", Released.V20251212, "version.validated", a => If(a, CodeIs(a, "unsupported_api_version"), () => (a.Status, a.Text) = (200, "{}"))),
        new("a missing version is served", Released.V20260417, "version.required", a => If(a, CodeIs(a, "missing_api_version"), () => (a.Status, a.Text) = (201, "{}"))),
        new("a wrong version is 404", Released.V20260130, "version.status", a => If(a, CodeIs(a, "unsupported_api_version"), () => a.Status = 404)),
        new("supported_versions are oldest first in errors", Released.V20260417, "version.supported-versions", a => a.EditError(e => Turn(e, "supported_versions"))),
        new("supported_versions are missing in errors", Released.V20260417, "version.supported-versions", a => a.EditError(e => e.Remove("supported_versions"))),
        new("an old version is told of what it does not know", Released.V20251212, "version.poorer", a => If(a, a.Operation == Operation.Retrieve, () => a.EditSession(s => s["locale"] = "de-CH"))),
        new("a session names another version", Released.V20260130, "version.protocol-member", a => a.EditSession(s => s["protocol"] = new JsonObject { ["version"] = "2026-04-17" })),
    ];

    private static IEnumerable<Deviation> Refusals =>
    [
        new("errors are wrapped", Released.V20260417, "errors.flat", a => If(a, a.IsError, () => a.Text = $$"""{"error":{{a.Text}}}""")),
        new("errors have no code", Released.V20250929, "errors.flat", a => a.EditError(e => e.Remove("code"))),
        new("an error is of a type of its own", Released.V20260116, "errors.type", a => a.EditError(e => e["type"] = "authentication_error")),
        new("request_not_idempotent in the newest version", Released.V20260417, "errors.type", a => a.EditError(e => e["type"] = "request_not_idempotent")),
        new("errors have a request_id", Released.V20251212, "errors.closed", a => a.EditError(e => e["request_id"] = "req_1")),
        new("an old version's error lists supported_versions", Released.V20250929, "errors.closed", a => If(a, a.Status == 404, () => a.EditError(e => e["supported_versions"] = new JsonArray("2025-09-29")))),
        new("param is no JSONPath", Released.V20260130, "errors.param", a => a.EditError(e => { if (e.ContainsKey("param")) { e["param"] = "line_items"; } })),
        new("places are named in the newest version's words", Released.V20250929, "errors.own-places", a => a.EditError(e => { if (e["param"]?.GetValue<string>() == "$.items") { e["param"] = "$.line_items"; } })),
        new("an exception is shown", Released.V20260417, "errors.nothing-leaks", a => a.EditError(e => e["message"] = "System.NullReferenceException: Object reference not set")),
        new("malformed JSON is a 500", Released.V20251212, "errors.malformed", a => If(a, CodeIs(a, "invalid_json"), () => a.Status = 500)),
        new("an unknown session is 400", Released.V20260116, "errors.not-found", a => If(a, a.Operation == Operation.Retrieve, () => Status(a, 404, 400))),
        new("an unknown session can be canceled", Released.V20260130, "errors.not-found-everywhere", a => If(a, a.Operation == Operation.Cancel, () => Status(a, 404, 200))),
        new("another platform may look", Released.V20260417, "errors.strangers", a => If(a, a.RequestHeader("Authorization") == "Bearer second_platform_key", () => Status(a, 404, 200))),
        new("a wrong method is 404", Released.V20250929, "errors.method", a => If(a, a.Request.Method == HttpMethod.Delete, () => a.Status = 404)),
        new("ten thousand items are fine", Released.V20260116, "errors.too-many", a => If(a, a.Asked.Length > 100_000, () => a.Status = 201)),
    ];

    private static IEnumerable<Deviation> Idempotency =>
    [
        new("no key is needed", Released.V20260417, "idempotency.key-required", a => If(a, CodeIs(a, "idempotency_key_required"), () => a.Status = 201)),
        new("a missing key is 422", Released.V20260417, "idempotency.key-required-everywhere", a => If(a, CodeIs(a, "idempotency_key_required"), () => a.Status = 422)),
        new("an old version demands the key", Released.V20251212, "idempotency.key-optional", a => If(a, a.Request.Method == HttpMethod.Post && a.RequestHeader("Idempotency-Key") is null, () => a.Status = 400)),
        new("a replay is 200 instead of 201", Released.V20260417, "idempotency.replay-create", a => If(a, a.Headers.ContainsKey("Idempotent-Replayed") && a.Operation == Operation.Create, () => a.Status = 200)),
        new("a replay is not the same bytes", Released.V20260417, "idempotency.replay-update", a => If(a, a.Headers.ContainsKey("Idempotent-Replayed"), () => a.Text += " ")),
        new("a replayed complete has another order", Released.V20250929, "idempotency.replay-complete", a => If(a, a.Operation == Operation.Complete, () => a.EditSession(s => { if (s["order"] is JsonObject order) { order["id"] = Guid.NewGuid().ToString(); } }))),
        new("a replayed cancel is 405", Released.V20260130, "idempotency.replay-cancel", SecondCancelIs405()),
        new("replays are not marked", Released.V20260417, "idempotency.replayed-header", a => a.Headers.Remove("Idempotent-Replayed")),
        new("every answer is marked as a replay", Released.V20260417, "idempotency.replayed-header", a => a.Headers["Idempotent-Replayed"] = "true"),
        new("an old version marks replays", Released.V20260116, "idempotency.no-replayed-header", a => a.Headers["Idempotent-Replayed"] = "true"),
        new("a conflict is 409 in the newest version", Released.V20260417, "idempotency.conflict", a => Status(a, 422, 409)),
        new("a conflict is 422 in an old version", Released.V20250929, "idempotency.conflict", a => If(a, CodeIs(a, "idempotency_conflict"), () => a.Status = 422)),
        new("a conflict says duplicate_request", Released.V20260130, "idempotency.conflict-code", a => a.EditError(e => { if (CodeIs(a, "idempotency_conflict")) { e["code"] = "duplicate_request"; } })),
        new("a conflict is an invalid_request in an old version", Released.V20251212, "idempotency.conflict-type", a => a.EditError(e => { if (CodeIs(a, "idempotency_conflict")) { e["type"] = "invalid_request"; } })),
    ];

    private static IEnumerable<Deviation> Sessions =>
    [
        new("create is 200", Released.V20250929, "session.create-201", a => Status(a, 201, 200)),
        new("cancel is 204", Released.V20260417, "session.cancel-200", a => If(a, a.Operation == Operation.Cancel, () => Status(a, 200, 204))),
        new("complete is 201", Released.V20260116, "session.complete-200", a => If(a, a.Operation == Operation.Complete, () => Status(a, 200, 201))),
        new("update is 202", Released.V20260130, "session.update-200", a => If(a, a.Operation == Operation.Update, () => Status(a, 200, 202))),
        new("messages are left out where there are none", Released.V20251212, "session.members", a => a.EditSession(s => { if (s["messages"] is JsonArray { Count: 0 }) { s.Remove("messages"); } })),
        new("capabilities are left out", Released.V20260130, "session.members", a => a.EditSession(s => s.Remove("capabilities"))),
        new("an old version says canceled by another word", Released.V20250929, "session.status-known", a => Say(a, "canceled", "cancelled")),
        new("an old version says expired", Released.V20260116, "session.status-known", a => Say(a, "canceled", "expired")),
        new("currencies are in upper case", Released.V20260417, "session.currency", a => a.EditSession(s => s["currency"] = "USD")),
        new("the buyer's name is lost", Released.V20250929, "session.buyer", a => a.EditSession(s => (s["buyer"] as JsonObject)?.Remove("last_name"))),
        new("what is not ready is ready", Released.V20251212, "session.not-ready", a => Say(a, "not_ready_for_payment", "ready_for_payment")),
        new("what is retrieved is older", Released.V20260116, "session.retrieve", a => If(a, a.Operation == Operation.Retrieve, () => a.EditSession(s => s.Remove("selected_fulfillment_options")))),
        new("null clears nothing", Released.V20260417, "session.update-null", a => If(a, a.Asked.Contains("\"buyer\":null", StringComparison.Ordinal), () => a.EditSession(s => s["buyer"] = Wire.Buyer()))),
        new("an order has no permalink", Released.V20260130, "session.order", a => a.EditSession(s => (s["order"] as JsonObject)?.Remove("permalink_url"))),
        new("a permalink is relative", Released.V20251212, "session.order", a => a.EditSession(s => { if (s["order"] is JsonObject order) { order["permalink_url"] = "/orders/1"; } })),
        new("an order gets a new id when it is retrieved", Released.V20260417, "session.order-stays", a => If(a, a.Operation == Operation.Retrieve, () => a.EditSession(s => { if (s["order"] is JsonObject order) { order["id"] = "other"; } }))),
        new("a completed session is canceled with 409", Released.V20250929, "session.cancel-completed", a => Status(a, 405, 409)),
        new("canceling twice is 200", Released.V20260417, "session.cancel-canceled", a => Status(a, 405, 200)),
        new("a 405 has no Allow", Released.V20260116, "session.cancel-allow", a => a.Headers.Remove("Allow")),
        new("a time as mail writes it", Released.V20260417, "session.times", a => a.EditSession(s => s["created_at"] = "Wed, 01 Jan 2020 00:00:00 GMT")),
        new("updated before created", Released.V20260130, "session.times", a => a.EditSession(s => s["updated_at"] = "2020-01-01T00:00:00Z")),
        new("expires in the past", Released.V20260417, "session.expires", a => a.EditSession(s => s["expires_at"] = "2020-01-01T00:00:00Z")),
        new("a buyer's company is lost", Released.V20260417, "session.buyer-extras", a => a.EditSession(s => (s["buyer"] as JsonObject)?.Remove("company"))),
        new("notes are lost", Released.V20260417, "session.order-notes", a => a.EditSession(s => (s["order"]?["confirmation"] as JsonObject)?.Remove("order_notes"))),
    ];

    private static IEnumerable<Deviation> Money =>
    [
        new("the total is one cent more", Released.V20260417, "totals.session-adds-up", a => a.EditSession(s => Add(s, "total", 1))),
        new("tax is not in the total", Released.V20250929, "totals.session-adds-up", a => a.EditSession(s => Add(s, "tax", 7))),
        new("amounts are decimals of the major unit", Released.V20260130, "totals.whole", a => a.EditSession(s => Each(s, total => total["amount"] = total["amount"]!.GetValue<long>() / 100m + 0.001m))),
        new("amounts are text", Released.V20251212, "totals.whole", a => a.EditSession(s => Each(s, total => total["amount"] = total["amount"]!.ToJsonString()))),
        new("discounts are negative", Released.V20260417, "totals.not-negative", a => a.EditSession(s => Each(s, total => { if (total["type"]!.GetValue<string>().EndsWith("discount", StringComparison.Ordinal)) { total["amount"] = -1; } }))),
        new("a total has no text", Released.V20260116, "totals.text", a => a.EditSession(s => Each(s, total => total["display_text"] = ""))),
        new("an old version has a tip", Released.V20260116, "totals.types", a => a.EditSession(s => s["totals"]!.AsArray().Add(new JsonObject { ["type"] = "tip", ["display_text"] = "Tip", ["amount"] = 0 }))),
        new("tax is there twice", Released.V20260417, "totals.types", a => a.EditSession(s => s["totals"]!.AsArray().Add(new JsonObject { ["type"] = "tax", ["display_text"] = "Tax", ["amount"] = 0 }))),
        new("there is no total", Released.V20260130, "totals.total", a => a.EditSession(s => Drop(s, "total"))),
        new("a line's base is of one only", Released.V20250929, "totals.base-of-lines", a => a.EditSession(s => Line(s, line => line["base_amount"] = 1))),
        new("a line's total forgets its tax", Released.V20251212, "totals.line-adds-up", a => a.EditSession(s => Line(s, line => line["total"] = line["subtotal"]!.GetValue<long>() + line["tax"]!.GetValue<long>() + 1))),
        new("a line's unit amount is of all", Released.V20260417, "totals.unit", a => a.EditSession(s => Line(s, line => line["unit_amount"] = line["unit_amount"]!.GetValue<long>() + 1))),
        new("a quantity is always one", Released.V20260116, "totals.quantity", a => a.EditSession(s => Line(s, line => line["item"]!["quantity"] = 1))),
        new("two lines have one id", Released.V20260130, "totals.lines", a => a.EditSession(s => Line(s, line => line["id"] = "li_1"))),
        new("what is paid is not what was shown", Released.V20260417, "totals.charged", a => If(a, a.Operation == Operation.Complete, () => a.EditSession(s => Add(s, "total", 100)))),
    ];

    private static IEnumerable<Deviation> Fulfillment =>
    [
        new("no options are offered", Released.V20260417, "fulfillment.options", a => a.EditSession(s => s["fulfillment_options"] = new JsonArray())),
        new("options share an id", Released.V20250929, "fulfillment.option-ids", a => a.EditSession(s => EachOption(s, option => option["id"] = "shipping"))),
        new("an option has no cost", Released.V20260116, "fulfillment.option-cost", a => a.EditSession(s => EachOption(s, option => option.Remove("totals")))),
        new("an old version offers pickup", Released.V20251212, "fulfillment.option-kinds", a => a.EditSession(s => EachOption(s, option => option["type"] = "pickup"))),
        new("the latest time is before the earliest", Released.V20260130, "fulfillment.option-times", a => a.EditSession(s => EachOption(s, option => option["latest_delivery_time"] = "2020-01-01T00:00:00Z"))),
        new("the address is at the newest version's place", Released.V20250929, "fulfillment.echo", a => a.EditSession(s => Rename(s, "fulfillment_address", "fulfillment_details"))),
        new("the choice does not come back", Released.V20250929, "fulfillment.choice", a => a.EditSession(s => s.Remove("fulfillment_option_id"))),
        new("the choice is nested in the newest version", Released.V20260417, "fulfillment.choice", a => a.EditSession(Nest)),
        new("the choice is flat in an older version", Released.V20260116, "fulfillment.choice", a => a.EditSession(Flatten)),
        new("what is chosen is not offered any more", Released.V20260130, "fulfillment.choice-listed", a => a.EditSession(s => { if (s.ContainsKey("selected_fulfillment_options")) { s["fulfillment_options"] = new JsonArray(); } })),
        new("an unknown option is taken", Released.V20260417, "fulfillment.unknown-option", a => If(a, CodeIs(a, "invalid_fulfillment_option"), () => a.Status = 200)),
        new("an address without a city is taken", Released.V20251212, "fulfillment.incomplete-address", a => If(a, CodeIs(a, "missing_field"), () => a.Status = 201)),
    ];

    private static IEnumerable<Deviation> Payment =>
    [
        new("no payment provider is named", Released.V20250929, "payment.provider", a => a.EditSession(s => s.Remove("payment_provider"))),
        new("methods are names after 2025-09-29", Released.V20251212, "payment.methods", a => a.EditSession(s => s["payment_provider"]!["supported_payment_methods"] = new JsonArray("card"))),
        new("the merchant id is in the wrong version", Released.V20251212, "payment.provider-merchant", a => a.EditSession(s => s["payment_provider"]!["merchant_id"] = "acct_1")),
        new("the merchant id is missing where it belongs", Released.V20260116, "payment.provider-merchant", a => a.EditSession(s => (s["payment_provider"] as JsonObject)?.Remove("merchant_id"))),
        new("there are no handlers", Released.V20260130, "payment.handlers", a => a.EditSession(s => s["capabilities"]!["payment"]!["handlers"] = new JsonArray())),
        new("a handler does not say whose it is", Released.V20260417, "payment.handler-config", a => a.EditSession(s => (s["capabilities"]!["payment"]!["handlers"]![0]!["config"] as JsonObject)?.Remove("merchant_id"))),
        new("display_name before its version", Released.V20260130, "payment.handler-display", a => a.EditSession(s => s["capabilities"]!["payment"]!["handlers"]![0]!["display_name"] = "Card")),
        new("capabilities.payment_methods, as the RFC has it", Released.V20260417, "payment.no-method-list", a => a.EditSession(s => s["capabilities"]!["payment_methods"] = new JsonArray("card"))),
        new("a purchase order buys", Released.V20260130, "payment.purchase-order", a => If(a, a.Asked.Contains("purchase_order_number", StringComparison.Ordinal), () => a.Status = 200)),
        new("payment_provider in a version with handlers", Released.V20260130, "payment.no-provider", a => a.EditSession(s => s["payment_provider"] = new JsonObject { ["provider"] = "stripe" })),
        new("any handler pays", Released.V20260417, "payment.undeclared", a => If(a, a.Asked.Contains("undeclared_handler", StringComparison.Ordinal), () => a.Status = 200)),
        new("a decline is a completed session", Released.V20260116, "payment.declined", a => If(a, CodeIs(a, "payment_declined"), () => (a.Status, a.Text) = (200, """{"status":"completed"}"""))),
        new("a decline says card_error", Released.V20250929, "payment.declined", a => a.EditError(e => { if (CodeIs(a, "payment_declined")) { e["code"] = "card_error"; } })),
        new("the payment comes back", Released.V20260130, "payment.nothing-comes-back", a => If(a, a.Operation == Operation.Complete && a.Asked.Length > 0, () => a.EditSession(s => s["payment_data"] = JsonNode.Parse(a.Asked)!["payment_data"]!.DeepClone()))),
        new("an error names the token", Released.V20260417, "payment.nothing-comes-back", a => a.EditError(e => { if (CodeIs(a, "payment_declined")) { e["message"] = "The token tok_decline was declined."; } })),
    ];

    private static IEnumerable<Deviation> Negotiated =>
    [
        new("what the agent supports is repeated", Released.V20260417, "interventions.discovered", a => If(a, a.Operation == Operation.Create, () => a.EditSession(s => s["capabilities"]!["interventions"]!["supported"] = JsonNode.Parse(a.Asked)!["capabilities"]?["interventions"]?["supported"]?.DeepClone() ?? new JsonArray()))),
        new("what the agent supports is lost", Released.V20260417, "interventions.intersection", a => If(a, !a.Asked.Contains("biometric", StringComparison.Ordinal), () => a.EditSession(s => s["capabilities"]!["interventions"]!["supported"] = new JsonArray()))),
        new("what the seller supports is told to everyone", Released.V20260130, "interventions.none", a => a.EditSession(s => s["capabilities"]!["interventions"]!["supported"] = new JsonArray("3ds"))),
        new("unknown interventions come back", Released.V20260417, "interventions.unknown", a => a.EditSession(s => s["capabilities"]!["interventions"]!["supported"] = new JsonArray("telepathy"))),
        new("what only agents declare comes back", Released.V20260130, "interventions.seller-only", a => a.EditSession(s => s["capabilities"]!["interventions"]!["display_context"] = "webview")),
        new("an empty list of extensions", Released.V20260417, "discounts.extensions-not-empty", a => a.EditSession(s => s["capabilities"]!["extensions"] = new JsonArray())),
        new("metadata of an authentication without the status", Released.V20260116, "3ds.metadata", a => a.EditSession(s => s["authentication_metadata"] = new JsonObject())),
        new("an authentication's channel in the newest version", Released.V20260417, "3ds.no-channel", a => a.EditSession(s => s["authentication_metadata"] = new JsonObject { ["channel"] = new JsonObject() })),
        new("3-D Secure is answered as a decline", Released.V20250929, "3ds.told", a => a.EditError(e => { if (CodeIs(a, "requires_3ds")) { e["code"] = "payment_declined"; } })),
        new("3-D Secure points at the token", Released.V20260417, "3ds.result-required", a => a.EditError(e => { if (CodeIs(a, "requires_3ds")) { e["param"] = "$.payment_data"; } })),
        new("codes do not come back", Released.V20260130, "discounts.echo", a => a.EditSession(s => (s["discounts"] as JsonObject)?.Remove("codes"))),
        new("a refused code has another reason", Released.V20260417, "discounts.rejected", a => a.EditSession(s => { if (s["discounts"]?["rejected"] is JsonArray { Count: > 0 } rejected) { rejected[0]!["reason"] = "discount_code_expired"; } })),
        new("a refused code is no warning", Released.V20260130, "discounts.warning", a => a.EditSession(s => s["messages"] = new JsonArray())),
        new("allocations do not sum up", Released.V20260417, "discounts.allocations", a => a.EditSession(s => { if (s["discounts"]?["applied"] is JsonArray { Count: > 0 } applied) { applied[0]!["allocations"] = new JsonArray(new JsonObject { ["path"] = "$.line_items[0]", ["amount"] = 1 }); } })),
        new("an old version tells of discounts", Released.V20260116, "discounts.unknown-to-older", a => a.EditSession(s => s["discounts"] = new JsonObject())),
    ];

    private static IEnumerable<Deviation> WriteOnly =>
    [
        new("attribution comes back", Released.V20251212, "attribution.write-only", a => If(a, a.Asked.Contains("affiliate_attribution", StringComparison.Ordinal), () => a.EditSession(s => s["affiliate_attribution"] = new JsonObject()))),
        new("attribution needs no provider", Released.V20260417, "attribution.provider", a => If(a, a.Asked.Contains("affiliate_attribution", StringComparison.Ordinal) && a.IsError, () => a.Status = 201)),
        new("a shopper's data in it is called invalid", Released.V20260130, "attribution.pii", a => a.EditError(e => { if (CodeIs(a, "pii_not_allowed")) { e["code"] = "invalid_value"; } })),
        new("an unknown reason keeps a session open", Released.V20260116, "trace.unknown-reason", a => If(a, a.Asked.Contains("mercury", StringComparison.Ordinal), () => a.Status = 400)),
        new("a malformed trace is refused", Released.V20260417, "trace.malformed", a => If(a, a.Asked.Contains("\"reason_code\":7", StringComparison.Ordinal), () => a.Status = 400)),
        new("a trace comes back", Released.V20260130, "trace.write-only", a => If(a, a.Asked.Contains("intent_trace", StringComparison.Ordinal), () => a.EditSession(s => s["intent_trace"] = JsonNode.Parse(a.Asked)!["intent_trace"]!.DeepClone()))),
        new("consents come back", Released.V20260417, "consent.write-only", a => a.EditSession(s => s["marketing_consents"] = new JsonArray())),
        new("an offer of consent has no policy", Released.V20260417, "consent.options", a => a.EditSession(s => (s["marketing_consent_options"]?[0] as JsonObject)?.Remove("privacy_policy_url"))),
    ];

    private static IEnumerable<Deviation> Words =>
    [
        new("an old version warns", Released.V20250929, "messages.kinds", a => a.EditSession(s => EachMessage(s, message => message["type"] = "warning"))),
        new("a message has a code of a later version", Released.V20251212, "messages.codes", a => a.EditSession(s => EachMessage(s, message => message["code"] = "low_stock"))),
        new("an error message has no code", Released.V20260417, "messages.codes", a => a.EditSession(s => EachMessage(s, message => message.Remove("code")))),
        new("a message has no content_type", Released.V20260130, "messages.content", a => a.EditSession(s => EachMessage(s, message => message.Remove("content_type")))),
        new("severity before its version", Released.V20260116, "messages.severity", a => a.EditSession(s => EachMessage(s, message => message["severity"] = "high"))),
        new("resolution before its version", Released.V20260130, "messages.resolution", a => a.EditSession(s => EachMessage(s, message => message["resolution"] = "recoverable"))),
        new("markdown has HTML", Released.V20260417, "messages.markdown", a => a.EditSession(s => EachMessage(s, message => (message["content_type"], message["content"]) = ("markdown", "Call <b>now</b>")))),
        new("nothing says what is missing", Released.V20250929, "messages.missing", a => a.EditSession(s => s["messages"] = new JsonArray())),
        new("what is missing is named in the newest version's words", Released.V20250929, "messages.own-places", a => a.EditSession(s => EachMessage(s, message => message["param"] = "$.fulfillment_details"))),
        new("return_policy in the oldest version", Released.V20250929, "links.types", a => a.EditSession(s => s["links"] = new JsonArray(new JsonObject { ["type"] = "return_policy", ["url"] = "https://shop.example/r" }))),
        new("seller_shop_policies after it", Released.V20251212, "links.types", a => a.EditSession(s => s["links"] = new JsonArray(new JsonObject { ["type"] = "seller_shop_policies", ["url"] = "https://shop.example/r" }))),
        new("a link is relative", Released.V20260116, "links.urls", a => a.EditSession(s => s["links"] = new JsonArray(new JsonObject { ["type"] = "terms_of_use", ["url"] = "/terms" }))),
        new("a member nobody knows", Released.V20260417, "schema.create", a => If(a, a.Operation == Operation.Create, () => a.EditSession(s => s["debug"] = true))),
        new("a member of the next version", Released.V20260130, "schema.update", a => If(a, a.Operation == Operation.Update, () => a.EditSession(s => s["marketing_consent_options"] = new JsonArray()))),
        new("a member of the version before", Released.V20251212, "schema.retrieve", a => If(a, a.Operation == Operation.Retrieve, () => a.EditSession(s => s["fulfillment_option_id"] = "x"))),
        new("totals of an option where the version has members", Released.V20251212, "schema.update", a => If(a, a.Operation == Operation.Update, () => a.EditSession(s => EachOption(s, option => option["totals"] = new JsonArray())))),
        new("an order that says delivered", Released.V20260130, "schema.complete", a => If(a, a.Operation == Operation.Complete, () => a.EditSession(s => { if (s["order"] is JsonObject order) { order["adjustments"] = new JsonArray(); } }))),
        new("what is canceled has an unknown status", Released.V20260417, "schema.cancel", a => If(a, a.Operation == Operation.Cancel, () => Say(a, "canceled", "abandoned"))),
        new("an error with a number as code", Released.V20260116, "schema.error", a => a.EditError(e => e["code"] = 42)),
        new("what is not known is null", Released.V20260417, "schema.no-null", a => a.EditSession(s => s["order"] ??= null)),
    ];

    private static IEnumerable<Deviation> Discovery =>
    [
        new("the document needs a key", Released.V20260417, "discovery.served", a => If(a, a.Operation == Operation.Discovery, () => a.Status = 401)),
        new("the document has no transports", Released.V20260417, "discovery.members", a => Discovered(a, d => d.Remove("transports"))),
        new("the protocol is called ACP", Released.V20260417, "discovery.name", a => Discovered(a, d => d["protocol"]!["name"] = "ACP")),
        new("the version is not the newest", Released.V20260417, "discovery.version", a => Discovered(a, d => d["protocol"]!["version"] = "2026-01-30")),
        new("supported_versions are newest first in the document", Released.V20260417, "discovery.supported-versions", a => Discovered(a, d => Turn(d["protocol"]!.AsObject(), "supported_versions"))),
        new("a version is listed and not spoken", Released.V20260417, "discovery.all-versions", a => Discovered(a, d => d["protocol"]!["supported_versions"]!.AsArray().Add("2026-05-01"))),
        new("feeds are a service", Released.V20260417, "discovery.services", a => Discovered(a, d => d["capabilities"]!["services"]!.AsArray().Add("feeds"))),
        new("handlers are listed in the document", Released.V20260417, "discovery.nothing-secret", a => Discovered(a, d => d["handlers"] = new JsonArray("card_tokenized"))),
        new("the document is never cached", Released.V20260417, "discovery.cached", a => If(a, a.Operation == Operation.Discovery, () => a.Headers["Cache-Control"] = "no-store")),
        new("the document has an unknown member", Released.V20260417, "schema.discovery", a => Discovered(a, d => d["tls"] = "1.3")),
    ];
}
