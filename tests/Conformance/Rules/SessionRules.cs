using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>The life of a session from create to its end.</summary>
internal static partial class SessionRules
{
    private const string Life = "RFC agentic checkout §4";
    private const string Decided = "the protocol is silent";

    private static readonly string[] Times = ["created_at", "updated_at", "expires_at", "quote_expires_at"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("session.create-201", "Create answers 201.", "OpenAPI, create", Released.All, Create_answers_201),
        Rule.Demanded("session.id", "Each created session has an id of its own, under which it is found.", Life, Released.All, Each_session_has_an_id_of_its_own),
        Rule.Demanded("session.members", "Every answer is the whole session: id, status, currency, line_items, totals, fulfillment_options, messages and links, and capabilities where the version negotiates.", "schema CheckoutSession.required", Released.All, Every_answer_is_the_whole_session).Always(),
        Rule.Demanded("session.status-known", "The status is one of the version's.", "schema CheckoutSession.status", Released.All, The_status_is_one_the_version_has).Always(),
        Rule.Demanded("session.currency", "The session is in the currency that was asked for, by ISO 4217.", "RFC agentic checkout §5", Released.All, The_session_is_in_the_currency_asked_for),
        Rule.Demanded("session.currency-required", "Create without a currency is refused.", "schema CheckoutSessionCreateRequest.required", Released.From(Released.V20260130), Create_without_a_currency_is_refused),
        Rule.Demanded("session.items-required", "Create without items, and with an empty list, is refused.", "schema CheckoutSessionCreateRequest.required, minItems", Released.All, Create_without_items_is_refused),
        Rule.Demanded("session.other-shape", "A body in another version's shape, which lacks this version's own required members, is refused.", "schema CheckoutSessionCreateRequest", Released.All, The_other_versions_shape_is_refused),
        Rule.Demanded("session.unknown-item", "An item that is not sold is refused, and the refusal points at the items.", "RFC agentic checkout §8", Released.All, An_item_that_is_not_sold_is_refused),
        Rule.Recommended("session.unknown-members", "Members that the version does not know are ignored.", "RFC extensions §9; RFC affiliate attribution §8.2", Released.All, Unknown_members_are_ignored),
        Rule.Demanded("session.buyer", "The buyer that was given is in the answer.", "RFC agentic checkout §5", Released.All, The_buyer_is_in_the_answer),
        Rule.Demanded("session.ready", "A session that lacks nothing is ready_for_payment.", Life, Released.All, A_session_that_lacks_nothing_is_ready),
        Rule.Demanded("session.not-ready", "A session that lacks an address is not ready_for_payment.", Life, Released.All, A_session_without_an_address_is_not_ready),
        Rule.Demanded("session.retrieve", "Retrieve answers 200 with the state that the last change answered.", "OpenAPI, retrieve", Released.All, Retrieve_answers_the_latest_state),
        Rule.Demanded("session.retrieve-changes-nothing", "Retrieving twice answers the same.", "RFC 9110 §9.2.1", Released.All, Retrieving_changes_nothing),
        Rule.Demanded("session.update-200", "Update answers 200 with the whole session.", "OpenAPI, update", Released.All, Update_answers_200),
        Rule.Demanded("session.update-absent", "What an update does not name stays.", "RFC agentic checkout §6.2", Released.All, What_an_update_does_not_name_stays),
        Rule.Demanded("session.update-replaces", "A list of items replaces the one before.", "RFC agentic checkout §4.2", Released.All, A_list_of_items_replaces_the_one_before),
        Rule.Demanded("session.update-null", "null clears what is stored.", "RFC agentic checkout §6.2", Released.All, Null_clears_what_is_stored),
        Rule.Demanded("session.complete-200", "Complete answers 200 with status completed.", "OpenAPI, complete; RFC agentic checkout §4.4", Released.All, Complete_answers_200_and_completed),
        Rule.Demanded("session.order", "The order has an id, the session's id and a permalink that is an absolute URL.", "RFC agentic checkout §4.4", Released.All, The_order_is_complete),
        Rule.Demanded("session.order-stays", "The order is the same whenever it is retrieved.", "RFC agentic checkout §4.4", Released.All, The_order_is_found_again),
        Rule.Demanded("session.payment-required", "Complete without payment_data is refused, and no order is made.", "schema CheckoutSessionCompleteRequest.required", Released.All, Complete_without_payment_is_refused),
        Rule.Decided("session.complete-not-ready", "Complete on a session that is not ready is refused, and no order is made.", Decided, Released.All, Complete_on_a_session_that_is_not_ready_is_refused),
        Rule.Decided("session.complete-again", "Complete on a completed session, with another key and token, answers the same order.", Decided, Released.All, Complete_again_answers_the_same_order),
        Rule.Demanded("session.complete-buyer", "The buyer that complete brings is in the answer.", "schema CheckoutSessionCompleteRequest.buyer", Released.All, The_buyer_of_complete_is_in_the_answer),
        Rule.Decided("session.completed-is-final", "A completed session cannot be updated.", Decided, Released.All, A_completed_session_is_not_updated),
        Rule.Demanded("session.cancel-200", "Cancel answers 200 with status canceled.", "OpenAPI, cancel", Released.All, Cancel_answers_200_and_canceled),
        Rule.Demanded("session.cancel-body", "Cancel needs no body, and an empty object is one.", "OpenAPI, cancel", Released.All, Cancel_needs_no_body),
        Rule.Demanded("session.cancel-completed", "Cancel on a completed session is refused with 405.", "OpenAPI, cancel", Released.All, Cancel_on_a_completed_session_is_refused),
        Rule.Demanded("session.cancel-canceled", "Cancel on a canceled session is refused with 405.", "OpenAPI, cancel", Released.All, Cancel_on_a_canceled_session_is_refused),
        Rule.Demanded("session.cancel-allow", "That 405 has an Allow header.", "RFC 9110 §15.5.6", Released.All, The_405_has_an_Allow_header),
        Rule.Decided("session.canceled-is-final", "A canceled session is neither updated nor paid for.", Decided, Released.All, A_canceled_session_is_final),
        Rule.Demanded("session.times", "Times are RFC 3339; a session was not updated before it was created.", "schema CheckoutSession.created_at", Released.From(Released.V20260130), Times_are_in_order).Always(),
        Rule.Recommended("session.expires", "An open session says when it expires, and that is later than now.", "schema CheckoutSession.expires_at", Released.From(Released.V20260130), An_open_session_says_when_it_expires),
        Rule.Demanded("session.continue-url", "continue_url is an absolute URL, and is there where the status is requires_escalation.", "schema CheckoutSession.continue_url", Released.From(Released.V20260130), A_place_to_continue_is_an_absolute_URL).Always(),
        Rule.Demanded("session.metadata", "metadata comes back as it was given.", "schema CheckoutSession.metadata", Released.From(Released.V20260130), Metadata_comes_back),
        Rule.Demanded("session.locale", "locale, timezone and quote_id come back as they were given.", "schema CheckoutSession", Released.From(Released.V20260130), Locale_and_quote_come_back),
        Rule.Demanded("session.buyer-extras", "What else a buyer may have (company, loyalty, exemption, accounts) comes back as it was given.", "schema Buyer", Released.From(Released.V20260130), All_of_a_buyer_comes_back),
        Rule.Decided("session.mixed", "A body that mixes versions is read in the version it names.", Decided, Released.All, A_body_that_mixes_versions_is_read_in_its_own),
        Rule.Demanded("session.order-notes", "Notes that were given come back with the order.", "schema Order.confirmation.order_notes", [Released.V20260417], Notes_come_back_with_the_order),
        Rule.Demanded("session.order-type", "The order says type order and a status.", "schema Order", [Released.V20260417], The_order_says_what_it_is),
    ];

    private static async Task Create_answers_201(Scene scene) => Must.HaveStatus(await scene.Agent.Create(scene.Basket()), 201);

    private static async Task Each_session_has_an_id_of_its_own(Scene scene)
    {
        var (one, other) = (await scene.Ready(), await scene.Ready());
        Must.Hold(one.Id != other.Id, "two sessions must have two ids", other);
        var found = await scene.Agent.Retrieve(one.Id!);
        Must.Equal(one.Id, found.Id, "the id", found);
    }

    private static Task Every_answer_is_the_whole_session(Scene scene) => Every.Session(scene, session =>
    {
        string[] members = ["id", "status", "currency", "line_items", "totals", "fulfillment_options", "messages", "links"];
        var missing = members.Concat(scene.Wire.Negotiates ? ["capabilities"] : []).Except(session.Names()).ToList();
        return missing.Count == 0 ? null : $"{string.Join(", ", missing)} must be there";
    });

    private static Task The_status_is_one_the_version_has(Scene scene) => Every.Session(scene, session =>
    {
        List<string> words = ["not_ready_for_payment", "ready_for_payment", "completed", "canceled", "in_progress"];
        words.AddRange(scene.Wire.IsFrom(Released.V20251212) ? ["authentication_required"] : []);
        words.AddRange(scene.Wire.IsFrom(Released.V20260130) ? ["incomplete", "requires_escalation", "pending_approval", "complete_in_progress", "expired"] : []);
        return words.Contains(session.At("status").Text() ?? "") ? null : "the status must be one of the version's";
    });

    private static async Task The_session_is_in_the_currency_asked_for(Scene scene)
    {
        var created = await scene.Ready();
        Must.Equal(scene.Shop.Currency, created.Body.At("currency").Text(), "the currency", created);
    }

    private static async Task Create_without_a_currency_is_refused(Scene scene)
    {
        var body = scene.Basket();
        body.Remove("currency");
        Must.Refuse(await scene.Agent.Create(body));
    }

    private static async Task Create_without_items_is_refused(Scene scene)
    {
        var (none, empty) = (scene.Basket(), scene.Basket());
        none.Remove(scene.Wire.Items);
        empty[scene.Wire.Items] = new JsonArray();
        Must.Refuse(await scene.Agent.Create([]));
        Must.Refuse(await scene.Agent.Create(none));
        Must.Refuse(await scene.Agent.Create(empty));
    }

    private static async Task The_other_versions_shape_is_refused(Scene scene)
    {
        var other = Wires.All.First(wire => wire.Items != scene.Wire.Items);
        Must.Refuse(await scene.Agent.Create(other.Create(scene.Shop, (scene.Shop.DigitalItem, 1))));
        var payment = new JsonObject { ["buyer"] = Wire.Buyer(), ["payment_data"] = other.Payment.Pay(scene.Shop.PayingToken) };
        Must.Refuse(await scene.Agent.Complete((await scene.Ready()).Id!, payment));
    }

    private static async Task An_item_that_is_not_sold_is_refused(Scene scene)
    {
        var refused = await scene.Agent.Create(scene.Wire.Create(scene.Shop, ("no_such_item", 1)));
        Must.Refuse(refused);
        var param = refused.Body.At("param").Text() ?? "";
        Must.Hold(param.StartsWith($"$.{scene.Wire.Items}", StringComparison.Ordinal), $"param must point at $.{scene.Wire.Items}", refused);
    }

    private static async Task Unknown_members_are_ignored(Scene scene)
    {
        var body = scene.Parcel();
        body["from_a_later_version"] = new JsonObject { ["a"] = new JsonArray(1, "b") };
        body["buyer"] = Wire.Buyer();
        body["buyer"]!["shoe_size"] = 44;
        var created = await scene.Agent.Create(body);
        Must.Hold(created.IsSuccess && !created.Body.At("from_a_later_version").Exists(), "it must be created without them", created);
    }

    private static async Task The_buyer_is_in_the_answer(Scene scene)
    {
        var body = scene.Basket();
        body["buyer"] = Wire.Buyer();
        var created = await scene.Created(body);
        foreach (var (member, value) in Wire.Buyer())
        {
            Must.Equal(value!.GetValue<string>(), created.Body.At("buyer", member).Text(), $"buyer.{member}", created);
        }
    }

    private static async Task A_session_that_lacks_nothing_is_ready(Scene scene)
    {
        var created = await scene.Ready();
        Must.Equal("ready_for_payment", created.SessionStatus, "the status", created);
    }

    private static async Task A_session_without_an_address_is_not_ready(Scene scene)
    {
        var created = await scene.Created(scene.Wire.Create(scene.Shop, (scene.Shop.PhysicalItem, 1)));
        Must.Hold(created.SessionStatus is "not_ready_for_payment" or "incomplete", "the session must not be ready", created);
    }

    private static async Task Retrieve_answers_the_latest_state(Scene scene)
    {
        var addressed = await scene.Addressed();
        var updated = await scene.Agent.Update(addressed.Id!, scene.Choice(addressed));
        var retrieved = await scene.Agent.Retrieve(addressed.Id!);
        Must.HaveStatus(retrieved, 200);
        Must.Equal(updated.Text, retrieved.Text, "what is retrieved", retrieved);
    }

    private static async Task Retrieving_changes_nothing(Scene scene)
    {
        var id = (await scene.Addressed()).Id!;
        var (once, twice) = (await scene.Agent.Retrieve(id), await scene.Agent.Retrieve(id));
        Must.Equal(once.Text, twice.Text, "what is retrieved again", twice);
    }

    private static async Task Update_answers_200(Scene scene)
    {
        var updated = await scene.Agent.Update((await scene.Ready()).Id!, new JsonObject { ["buyer"] = Wire.Buyer() });
        Must.HaveStatus(updated, 200);
        Must.Equal("ada@example.com", updated.Body.At("buyer", "email").Text(), "buyer.email", updated);
    }

    private static async Task What_an_update_does_not_name_stays(Scene scene)
    {
        var before = await scene.Addressed();
        var after = await scene.Agent.Update(before.Id!, new JsonObject { ["buyer"] = Wire.Buyer() });
        foreach (var member in new[] { scene.Wire.Destination.Member, "line_items", "fulfillment_options", "totals" })
        {
            Must.Hold(JsonElement.DeepEquals(before.Body.At(member), after.Body.At(member)), $"{member} must stay", after);
        }
    }

    private static async Task A_list_of_items_replaces_the_one_before(Scene scene)
    {
        var before = await scene.Ready();
        var after = await scene.Agent.Update(before.Id!, new JsonObject { [scene.Wire.Items] = scene.Wire.ItemsOf([(scene.Shop.PhysicalItem, 2)]) });
        Must.Hold(after.Body.At("line_items").List() is [var line] && line.At("item", "id").Text() == scene.Shop.PhysicalItem
            && scene.Wire.Line.Quantity(line).Whole() == 2, "the new list must be all there is", after);
    }

    private static async Task Null_clears_what_is_stored(Scene scene)
    {
        var body = scene.Parcel();
        body["buyer"] = Wire.Buyer();
        var created = await scene.Created(body);
        var cleared = await scene.Agent.Update(created.Id!, new JsonObject { ["buyer"] = null, [scene.Wire.Destination.Member] = null });
        Must.HaveStatus(cleared, 200);
        Must.Hold(!cleared.Body.At("buyer").Exists() && !cleared.Body.At(scene.Wire.Destination.Member).Exists(), "buyer and destination must be gone", cleared);
    }

    private static async Task Complete_answers_200_and_completed(Scene scene)
    {
        var paid = await scene.Paid();
        Must.HaveStatus(paid, 200);
        Must.Equal("completed", paid.SessionStatus, "the status", paid);
    }

    private static async Task The_order_is_complete(Scene scene)
    {
        var paid = await scene.Paid();
        var order = paid.Body.At("order");
        Must.Hold(order.At("id").Text() is { Length: > 0 }, "order.id must be there", paid);
        Must.Equal(paid.Id, order.At("checkout_session_id").Text(), "order.checkout_session_id", paid);
        Must.Hold(Urls.IsAbsolute(order.At("permalink_url").Text()), "order.permalink_url must be an absolute URL", paid);
    }

    private static async Task The_order_is_found_again(Scene scene)
    {
        var paid = await scene.Paid();
        var found = await scene.Agent.Retrieve(paid.Id!);
        Must.Equal("completed", found.SessionStatus, "the status", found);
        Must.Hold(JsonElement.DeepEquals(paid.Body.At("order"), found.Body.At("order")), "the order must be the same", found);
    }

    private static async Task Complete_without_payment_is_refused(Scene scene)
    {
        var id = (await scene.Ready()).Id!;
        Must.Refuse(await scene.Agent.Complete(id, []));
        Must.Refuse(await scene.Agent.Complete(id, new JsonObject { ["buyer"] = Wire.Buyer(), ["payment_data"] = new JsonObject() }));
        await HaveNoOrder(scene, id);
    }

    private static async Task Complete_on_a_session_that_is_not_ready_is_refused(Scene scene)
    {
        var id = (await scene.Created(scene.Wire.Create(scene.Shop, (scene.Shop.PhysicalItem, 1)))).Id!;
        Must.Refuse(await scene.Agent.Complete(id, scene.Payment()));
        await HaveNoOrder(scene, id);
    }

    private static async Task Complete_again_answers_the_same_order(Scene scene)
    {
        var paid = await scene.Paid();
        var again = await scene.Agent.Complete(paid.Id!, scene.Payment());
        Must.HaveStatus(again, 200);
        Must.Equal(paid.Body.At("order", "id").Text(), again.Body.At("order", "id").Text(), "order.id", again);
    }

    private static async Task The_buyer_of_complete_is_in_the_answer(Scene scene)
    {
        var paid = await scene.Paid();
        Must.Equal("ada@example.com", paid.Body.At("buyer", "email").Text(), "buyer.email", paid);
    }

    private static async Task A_completed_session_is_not_updated(Scene scene)
    {
        var paid = await scene.Paid();
        Must.Refuse(await scene.Agent.Update(paid.Id!, new JsonObject { [scene.Wire.Items] = scene.Wire.ItemsOf([(scene.Shop.PhysicalItem, 1)]) }));
        var after = await scene.Agent.Retrieve(paid.Id!);
        Must.Hold(JsonElement.DeepEquals(paid.Body.At("line_items"), after.Body.At("line_items")), "the items must stay", after);
    }

    private static async Task Cancel_answers_200_and_canceled(Scene scene)
    {
        var canceled = await scene.Canceled();
        Must.HaveStatus(canceled, 200);
        Must.Equal("canceled", canceled.SessionStatus, "the status", canceled);
        Must.Hold(!canceled.Body.At("order").Exists(), "there must be no order", canceled);
    }

    private static async Task Cancel_needs_no_body(Scene scene)
    {
        Must.HaveStatus(await scene.Agent.Cancel((await scene.Ready()).Id!), 200);
        Must.HaveStatus(await scene.Agent.Cancel((await scene.Ready()).Id!, []), 200);
    }

    private static async Task Cancel_on_a_completed_session_is_refused(Scene scene)
    {
        var paid = await scene.Paid();
        Must.HaveStatus(await scene.Agent.Cancel(paid.Id!), 405);
        var after = await scene.Agent.Retrieve(paid.Id!);
        Must.Equal("completed", after.SessionStatus, "the status", after);
    }

    private static async Task Cancel_on_a_canceled_session_is_refused(Scene scene) =>
        Must.HaveStatus(await scene.Agent.Cancel((await scene.Canceled()).Id!), 405);

    private static async Task The_405_has_an_Allow_header(Scene scene)
    {
        var refused = await scene.Agent.Cancel((await scene.Canceled()).Id!);
        Must.Hold(refused.Header("Allow") is not null, "Allow must be there", refused);
    }

    private static async Task A_canceled_session_is_final(Scene scene)
    {
        var id = (await scene.Canceled()).Id!;
        Must.Refuse(await scene.Agent.Update(id, new JsonObject { ["buyer"] = Wire.Buyer() }));
        Must.Refuse(await scene.Agent.Complete(id, scene.Payment()));
        var after = await scene.Agent.Retrieve(id);
        Must.Equal("canceled", after.SessionStatus, "the status", after);
    }

    private static Task Times_are_in_order(Scene scene) => Every.Session(scene, session =>
        Times.FirstOrDefault(time => session.At(time).Exists() && !Rfc3339().IsMatch(session.At(time).Text() ?? "")) is { } wrong ? $"{wrong} must be an RFC 3339 time"
        : session.At("created_at").Exists() && session.At("updated_at").Exists() && !(TimeOf(session, "created_at") <= TimeOf(session, "updated_at"))
            ? "updated_at must not be before created_at"
            : null);

    private static async Task An_open_session_says_when_it_expires(Scene scene)
    {
        var created = await scene.Ready();
        Must.Hold(TimeOf(created.Body, "expires_at") > TimeProvider.System.GetUtcNow(), "expires_at must be there, and later than now", created);
    }

    private static Task A_place_to_continue_is_an_absolute_URL(Scene scene) => Every.Session(scene, session =>
        session.At("continue_url") is { ValueKind: not JsonValueKind.Undefined } url ? (Urls.IsAbsolute(url.Text()) ? null : "continue_url must be an absolute URL")
        : session.At("status").Text() == "requires_escalation" ? "continue_url must be there"
        : null);

    private static async Task Metadata_comes_back(Scene scene)
    {
        var body = scene.Basket();
        body["metadata"] = new JsonObject { ["campaign"] = "spring" };
        var created = await scene.Created(body);
        Must.Equal("spring", created.Body.At("metadata", "campaign").Text(), "metadata.campaign", created);
    }

    private static async Task Locale_and_quote_come_back(Scene scene)
    {
        var body = scene.Basket();
        (body["locale"], body["timezone"], body["quote_id"]) = ("de-CH", "Europe/Zurich", "quote_1");
        var created = await scene.Created(body);
        foreach (var member in new[] { "locale", "timezone", "quote_id" })
        {
            Must.Equal(body[member]!.GetValue<string>(), created.Body.At(member).Text(), member, created);
        }
    }

    private static async Task All_of_a_buyer_comes_back(Scene scene)
    {
        var body = scene.Basket();
        body["buyer"] = WholeBuyer();
        var created = await scene.Created(body);
        Must.Hold(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(WholeBuyer()), created.Body.At("buyer")), "the buyer must be as it was given", created);
    }

    private static async Task A_body_that_mixes_versions_is_read_in_its_own(Scene scene)
    {
        var body = scene.Basket();
        foreach (var other in Wires.All.Where(wire => wire.Items != scene.Wire.Items))
        {
            body[other.Items] = other.ItemsOf([(scene.Shop.PhysicalItem, 3)]);
        }

        var created = await scene.Created(body);
        Must.Hold(created.Body.At("line_items").List() is [var line] && line.At("item", "id").Text() == scene.Shop.DigitalItem, "the version's own items must count", created);
    }

    private static JsonObject WholeBuyer() => new()
    {
        ["email"] = "ada@example.com",
        ["full_name"] = "Ada Lovelace",
        ["customer_id"] = "cus_1",
        ["account_type"] = "business",
        ["authentication_status"] = "authenticated",
        ["company"] = new JsonObject { ["name"] = "Engines Ltd", ["tax_id"] = "GB1", ["department"] = "Analysis", ["cost_center"] = "7" },
        ["loyalty"] = new JsonObject { ["tier"] = "gold", ["points_balance"] = 12 },
        ["tax_exemption"] = new JsonObject { ["certificate_id"] = "c_1", ["certificate_type"] = "resale" },
    };

    private static async Task Notes_come_back_with_the_order(Scene scene)
    {
        var body = scene.Basket();
        body["order_notes"] = "Ring twice.";
        var paid = await scene.Agent.Complete((await scene.Created(body)).Id!, scene.Payment());
        Must.Equal("Ring twice.", paid.Body.At("order", "confirmation", "order_notes").Text(), "order.confirmation.order_notes", paid);
    }

    private static async Task The_order_says_what_it_is(Scene scene)
    {
        var paid = await scene.Paid();
        Must.Equal("order", paid.Body.At("order", "type").Text(), "order.type", paid);
        Must.Hold(paid.Body.At("order", "status").Text() is { Length: > 0 }, "order.status must be there", paid);
    }

    private static async Task HaveNoOrder(Scene scene, string id)
    {
        var after = await scene.Agent.Retrieve(id);
        Must.Hold(!after.HasCompleted && !after.Body.At("order").Exists(), "there must be no order", after);
    }

    private static DateTimeOffset? TimeOf(JsonElement session, string member) =>
        DateTimeOffset.TryParse(session.At(member).Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$")]
    private static partial Regex Rfc3339();
}
