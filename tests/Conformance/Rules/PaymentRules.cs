using System.Text.Json;
using System.Text.Json.Nodes;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>How payment is declared, handed over and refused.</summary>
internal static class PaymentRules
{
    private const string Provider = "schema PaymentProvider";
    private const string Handlers = "schema PaymentHandler; RFC payment handlers §6";

    private static readonly IReadOnlyList<string> Older = Released.Until(Released.V20260116);
    private static readonly IReadOnlyList<string> Newer = Released.From(Released.V20260130);

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("payment.provider", "An open session names the payment provider and its methods.", Provider, Older, A_session_names_its_provider),
        Rule.Demanded("payment.methods", "Methods are names in 2025-09-29, and objects with card networks after it.", Provider, Older, Methods_have_the_versions_form),
        Rule.Demanded("payment.provider-merchant", "The provider's merchant id is there in 2026-01-16 only.", Provider, Older, The_merchant_id_is_there_in_one_version),
        Rule.Demanded("payment.handlers", "Every session declares at least one handler, each with an id of its own.", "RFC capability negotiation §7.1; " + Handlers, Newer, Every_session_declares_handlers).Always(),
        Rule.Demanded("payment.handler-config", "A handler's configuration has merchant_id and psp.", Handlers, Newer, A_handler_says_for_whom_it_charges).Always(),
        Rule.Demanded("payment.handler-display", "display_name and display_order are there in the newest version only.", Handlers, Newer, How_a_handler_is_shown_is_the_newest_versions).Always(),
        Rule.Demanded("payment.handler-urls", "A handler's specification and schemas are absolute https URLs.", Handlers, Newer, A_handlers_documents_are_found_by_URL).Always(),
        Rule.Decided("payment.purchase-order", "Payment by purchase order, which no handler declares, is refused, and no order is made.", "schema PaymentData.anyOf", Newer, A_purchase_order_is_refused),
        Rule.Demanded("payment.no-method-list", "capabilities has no payment_methods: the schema has handlers instead.", "schema Capabilities", Newer, There_are_handlers_and_no_method_list).Always(),
        Rule.Demanded("payment.no-provider", "payment_provider is gone.", "schema CheckoutSession", Newer, The_provider_block_is_gone).Always(),
        Rule.Demanded("payment.undeclared", "A way to pay that was not declared is refused, and no order is made.", "RFC capability negotiation §10", Released.All, A_way_to_pay_that_was_not_declared_is_refused),
        Rule.Demanded("payment.shape", "payment_data without a token is refused, and the place is the version's own.", "schema PaymentData", Released.All, A_payment_without_a_token_is_refused),
        Rule.Demanded("payment.declined", "A declined payment makes no order and says payment_declined, in an error or in a message.", "schema MessageError.code; examples", Released.All, A_declined_payment_makes_no_order),
        Rule.Demanded("payment.declined-stays-payable", "After it, another token pays.", "examples checkout_session_with_payment_declined", Released.All, After_a_decline_another_token_pays),
        Rule.Decided("payment.token-once", "A token that has paid for one session pays for no other.", "RFC delegate payment §2.5", Released.All, A_token_pays_once),
        Rule.Demanded("payment.nothing-comes-back", "No answer shows a token, nor the payment that was sent.", "RFC agentic checkout §7", Released.All, No_token_comes_back).Always(),
        Rule.Demanded("payment.billing-address", "A billing address may be given.", "schema PaymentData.billing_address", Released.All, A_billing_address_may_be_given),
    ];

    private static async Task A_session_names_its_provider(Scene scene)
    {
        var created = await scene.Ready();
        Must.Hold(created.Body.At("payment_provider", "provider").Text() is { Length: > 0 }, "payment_provider.provider must be there", created);
        Must.Hold(created.Body.At("payment_provider", "supported_payment_methods").List().Count > 0, "payment_provider.supported_payment_methods must name one", created);
    }

    private static async Task Methods_have_the_versions_form(Scene scene)
    {
        var created = await scene.Ready();
        var method = created.Body.At("payment_provider", "supported_payment_methods").FirstItem();
        Must.Hold(scene.Wire.IsFrom(Released.V20251212) ? method.At("supported_card_networks").List().Count > 0 : method.Text() == "card", "a method must have the version's form", created);
    }

    private static async Task The_merchant_id_is_there_in_one_version(Scene scene)
    {
        var created = await scene.Ready();
        var there = created.Body.At("payment_provider", "merchant_id").Text() is { Length: > 0 };
        Must.Equal(scene.Wire.Version == Released.V20260116, there, "that payment_provider.merchant_id is there", created);
    }

    private static Task Every_session_declares_handlers(Scene scene) => Every.Session(scene, session =>
    {
        var ids = HandlersOf(session).Select(handler => handler.At("id").Text() ?? "").ToList();
        return ids.Count > 0 && !ids.Contains("") && ids.Distinct().Count() == ids.Count ? null : "there must be handlers, each with an id of its own";
    });

    private static Task A_handler_says_for_whom_it_charges(Scene scene) => Every.Session(scene, session =>
        HandlersOf(session).All(handler => handler.At("config", "merchant_id").Text() is { Length: > 0 } && handler.At("config", "psp").Text() is { Length: > 0 })
            ? null
            : "config must have merchant_id and psp");

    private static Task How_a_handler_is_shown_is_the_newest_versions(Scene scene) => Every.Session(scene, session =>
        HandlersOf(session).Any(handler => handler.At("display_name").Exists() || handler.At("display_order").Exists()) && !scene.Wire.IsFrom(Released.V20260417)
            ? "display_name and display_order must not be there"
            : null);

    private static Task A_handlers_documents_are_found_by_URL(Scene scene) => Every.Session(scene, session =>
        HandlersOf(session).SelectMany(handler => handler.At("instrument_schemas").List().Append(handler.At("spec")).Append(handler.At("config_schema")))
            .All(url => (url.Text() ?? "").StartsWith("https://", StringComparison.Ordinal) && Urls.IsAbsolute(url.Text()))
            ? null
            : "spec, config_schema and instrument_schemas must be https URLs");

    private static async Task A_purchase_order_is_refused(Scene scene)
    {
        var id = (await scene.Ready()).Id!;
        Must.Refuse(await scene.Agent.Complete(id, new JsonObject { ["buyer"] = Wire.Buyer(), ["payment_data"] = new JsonObject { ["purchase_order_number"] = "PO-1" } }));
        var after = await scene.Agent.Retrieve(id);
        Must.Hold(!after.Body.At("order").Exists(), "there must be no order", after);
    }

    private static Task There_are_handlers_and_no_method_list(Scene scene) =>
        Every.Session(scene, session => session.At("capabilities", "payment_methods").Exists() ? "payment_methods must not be there" : null);

    private static Task The_provider_block_is_gone(Scene scene) =>
        Every.Session(scene, session => session.At("payment_provider").Exists() ? "payment_provider must not be there" : null);

    private static async Task A_way_to_pay_that_was_not_declared_is_refused(Scene scene)
    {
        var id = (await scene.Ready()).Id!;
        Must.Refuse(await scene.Agent.Complete(id, new JsonObject { ["buyer"] = Wire.Buyer(), ["payment_data"] = scene.Wire.Payment.PayOtherwise(scene.Shop.PayingToken) }));
        var after = await scene.Agent.Retrieve(id);
        Must.Hold(!after.Body.At("order").Exists(), "there must be no order", after);
    }

    private static async Task A_payment_without_a_token_is_refused(Scene scene)
    {
        var payment = scene.Wire.Payment.Pay("");
        var refused = await scene.Agent.Complete((await scene.Ready()).Id!, new JsonObject { ["buyer"] = Wire.Buyer(), ["payment_data"] = payment });
        Must.Refuse(refused);
        Must.Equal(scene.Wire.Payment.TokenPlace, refused.Body.At("param").Text(), "param", refused);
    }

    private static async Task A_declined_payment_makes_no_order(Scene scene)
    {
        var id = (await scene.Ready()).Id!;
        var declined = await scene.Agent.Complete(id, scene.Payment(scene.Shop.DeclinedToken));
        var said = declined.Code == "payment_declined" || declined.Body.At("messages").List().Any(message => message.At("code").Text() == "payment_declined");
        Must.Hold(said && !declined.HasCompleted, "it must say payment_declined", declined);
        Must.Hold(declined.Status is 200 or (>= 400 and < 500), "it must be a session or a refusal", declined);
        var after = await scene.Agent.Retrieve(id);
        Must.Hold(!after.Body.At("order").Exists(), "there must be no order", after);
    }

    private static async Task After_a_decline_another_token_pays(Scene scene)
    {
        var id = (await scene.Ready()).Id!;
        await scene.Agent.Complete(id, scene.Payment(scene.Shop.DeclinedToken));
        var paid = await scene.Agent.Complete(id, scene.Payment());
        Must.Equal("completed", paid.SessionStatus, "the status", paid);
    }

    private static async Task A_token_pays_once(Scene scene)
    {
        var token = $"{scene.Shop.SingleUsePrefix}_{Guid.NewGuid():N}";
        scene.Evidence.AddSecret(token);
        var paid = await scene.Agent.Complete((await scene.Ready()).Id!, scene.Payment(token));
        Must.Equal("completed", paid.SessionStatus, "the status", paid);
        Must.Refuse(await scene.Agent.Complete((await scene.Ready()).Id!, scene.Payment(token)));
    }

    private static Task No_token_comes_back(Scene scene)
    {
        string[] tokens = [scene.Shop.PayingToken, scene.Shop.DeclinedToken, scene.Shop.AuthenticatedToken, scene.Shop.SingleUsePrefix];
        return Every.Reply(scene, _ => true, reply =>
            tokens.Any(token => reply.Text.Contains(token, StringComparison.Ordinal)) ? "a token must not come back"
            : reply.Body.At("payment_data").Exists() ? "payment_data must not come back"
            : null);
    }

    private static async Task A_billing_address_may_be_given(Scene scene)
    {
        var payment = scene.Payment();
        payment["payment_data"]!["billing_address"] = ShopFacts.Home();
        var session = await scene.Addressed();
        await scene.Agent.Update(session.Id!, scene.Choice(session));
        var paid = await scene.Agent.Complete(session.Id!, payment);
        Must.Equal("completed", paid.SessionStatus, "the status", paid);
    }

    private static IReadOnlyList<JsonElement> HandlersOf(JsonElement session) => session.At("capabilities", "payment", "handlers").List();
}
