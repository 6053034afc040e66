using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>Where things go, and how.</summary>
internal static class FulfillmentRules
{
    private const string Options = "schema CheckoutSession.fulfillment_options";

    private static readonly IReadOnlyList<string> Newer = Released.From(Released.V20260130);

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("fulfillment.options", "An address that is shipped to brings options.", "RFC agentic checkout §2.2", Released.All, An_address_brings_options),
        Rule.Demanded("fulfillment.option-ids", "Options have ids, each its own.", Options, Released.All, Options_have_ids_of_their_own).Always(),
        Rule.Demanded("fulfillment.option-cost", "Every option says what it costs in all.", Options, Released.All, Every_option_says_what_it_costs).Always(),
        Rule.Demanded("fulfillment.option-kinds", "The kind of an option is one of the version's: pickup and local delivery since 2026-01-30 only.", Options, Released.All, Kinds_of_options_are_the_versions).Always(),
        Rule.Demanded("fulfillment.option-times", "An option's earliest time is not after its latest.", Options, Released.All, Times_of_options_are_in_order).Always(),
        Rule.Demanded("fulfillment.echo", "The destination is in the answer as it was given, at the version's own place.", "RFC agentic checkout §5", Released.All, The_destination_is_in_the_answer),
        Rule.Demanded("fulfillment.choice", "The chosen option is in the answer, in the version's own form.", "RFC agentic checkout §4.2", Released.All, The_choice_is_in_the_answer),
        Rule.Demanded("fulfillment.choice-listed", "What is chosen is one of the options listed.", "RFC agentic checkout §8", Released.All, What_is_chosen_is_listed).Always(),
        Rule.Demanded("fulfillment.unknown-option", "An option that is not listed is refused, and nothing changes.", "RFC agentic checkout §8", Released.All, An_option_that_is_not_listed_is_refused),
        Rule.Demanded("fulfillment.ready", "With address and option a session of things to ship is ready_for_payment.", "RFC agentic checkout §4", Released.All, With_address_and_option_it_is_ready),
        Rule.Demanded("fulfillment.another-option", "Choosing another option changes what fulfillment costs.", "RFC agentic checkout §4.2", Released.All, Another_option_costs_what_it_costs),
        Rule.Demanded("fulfillment.nowhere", "An address that is not shipped to brings no option, and the session is not ready.", "RFC agentic checkout §8", Released.All, An_address_that_is_not_shipped_to_is_not_ready),
        Rule.Demanded("fulfillment.incomplete-address", "An address without its required members is refused.", "schema Address.required", Released.All, An_incomplete_address_is_refused),
        Rule.Demanded("fulfillment.item-ids", "Item ids may be given in a choice; they come back with it.", "schema SelectedFulfillmentOption", Released.From(Released.V20251212), Chosen_items_come_back),
        Rule.Demanded("fulfillment.mixed", "A cart of things to ship and to download can be paid for once what is shipped has its option.", "schema SelectedFulfillmentOption", Released.All, A_mixed_cart_can_be_paid_for),
        Rule.Demanded("fulfillment.several", "Several options can be chosen at once, each for its own items.", "schema selected_fulfillment_options", Newer, Several_options_can_be_chosen),
        Rule.Demanded("fulfillment.groups", "Fulfillment groups come back as they were given.", "schema FulfillmentGroup", Newer, Groups_come_back),
        Rule.Demanded("fulfillment.groups-items", "A group of items that are not in the cart is refused.", "schema FulfillmentGroup", Newer, A_group_of_strange_items_is_refused),
        Rule.Demanded("fulfillment.pickup", "What is offered for pickup says where, and can be chosen.", "schema FulfillmentOptionPickup", Newer, Pickup_can_be_chosen),
    ];

    private static async Task An_address_brings_options(Scene scene)
    {
        var addressed = await scene.Addressed();
        Must.Hold(addressed.Body.At("fulfillment_options").List().Count > 0, "there must be an option", addressed);
        Must.Hold(addressed.Body.At("fulfillment_options").List().Any(option => option.At("type").Text() == "shipping"), "there must be one that ships", addressed);
    }

    private static Task Options_have_ids_of_their_own(Scene scene) => Every.Session(scene, session =>
    {
        var ids = OptionsOf(session).Select(option => option.At("id").Text() ?? "").ToList();
        return ids.Contains("") || ids.Distinct().Count() < ids.Count ? "every option must have an id of its own" : null;
    });

    private static Task Every_option_says_what_it_costs(Scene scene) => Every.Session(scene, session =>
        OptionsOf(session).All(option => scene.Wire.Option.Total(option) >= 0) ? null : "every option must have a total");

    private static Task Kinds_of_options_are_the_versions(Scene scene) => Every.Session(scene, session =>
    {
        string[] kinds = scene.Wire.Negotiates ? ["shipping", "digital", "pickup", "local_delivery"] : ["shipping", "digital"];
        return OptionsOf(session).All(option => kinds.Contains(option.At("type").Text())) ? null : "an option is of a kind that the version does not have";
    });

    private static Task Times_of_options_are_in_order(Scene scene) => Every.Session(scene, session =>
        OptionsOf(session).All(option => InOrder(option.At("earliest_delivery_time").Text(), option.At("latest_delivery_time").Text())) ? null : "the earliest time must not be after the latest");

    private static async Task The_destination_is_in_the_answer(Scene scene)
    {
        var addressed = await scene.Addressed();
        var address = scene.Wire.Destination.AddressOf(addressed.Body);
        foreach (var member in new[] { "name", "line_one", "city", "state", "country", "postal_code" })
        {
            Must.Equal(ShopFacts.Home()[member]!.GetValue<string>(), address.At(member).Text(), $"{scene.Wire.Destination.Member}: {member}", addressed);
        }
    }

    private static async Task The_choice_is_in_the_answer(Scene scene)
    {
        var addressed = await scene.Addressed();
        var chosen = await scene.Agent.Update(addressed.Id!, scene.Choice(addressed));
        Must.HaveStatus(chosen, 200);
        var expected = OptionsOf(addressed.Body)[0].At("id").Text();
        Must.Hold(scene.Wire.Selection.ChosenIn(chosen.Body).SequenceEqual([expected!]), $"{scene.Wire.Selection.Member} must say {expected}", chosen);
    }

    private static Task What_is_chosen_is_listed(Scene scene) => Every.Session(scene, session =>
        scene.Wire.Selection.ChosenIn(session).Except(OptionsOf(session).Select(option => option.At("id").Text() ?? "")).Any() ? "what is chosen must be listed" : null);

    private static async Task An_option_that_is_not_listed_is_refused(Scene scene)
    {
        var addressed = await scene.Addressed();
        var body = new JsonObject { [scene.Wire.Selection.Member] = scene.Wire.Selection.Choose("shipping", "no_such_option", [scene.Shop.PhysicalItem]) };
        var refused = await scene.Agent.Update(addressed.Id!, body);
        Must.Refuse(refused);
        Must.Hold((refused.Body.At("param").Text() ?? "").StartsWith($"$.{scene.Wire.Selection.Member}", StringComparison.Ordinal), $"param must point at $.{scene.Wire.Selection.Member}", refused);
        var after = await scene.Agent.Retrieve(addressed.Id!);
        Must.Equal(addressed.Text, after.Text, "the session", after);
    }

    private static async Task With_address_and_option_it_is_ready(Scene scene)
    {
        var addressed = await scene.Addressed();
        var chosen = await scene.Agent.Update(addressed.Id!, scene.Choice(addressed));
        Must.Equal("ready_for_payment", chosen.SessionStatus, "the status", chosen);
        var paid = await scene.Agent.Complete(addressed.Id!, scene.Payment());
        Must.Equal("completed", paid.SessionStatus, "the status", paid);
    }

    private static async Task Another_option_costs_what_it_costs(Scene scene)
    {
        var addressed = await scene.Addressed();
        var options = OptionsOf(addressed.Body).Where(option => option.At("type").Text() == "shipping").ToList();
        if (options.Count < 2 || scene.Wire.Option.Total(options[0]) == scene.Wire.Option.Total(options[1]))
        {
            throw new NotTriedException("The shop has not two options of different cost for the address.");
        }

        var (one, other) = (await Choose(options[0]), await Choose(options[1]));
        Must.Hold(Cost(one) != Cost(other), "the other option must cost something else", other);

        Task<Reply> Choose(JsonElement option) => scene.Agent.Update(addressed.Id!, scene.Choose(option, scene.Shop.PhysicalItem));
        static long? Cost(Reply reply) => Sums.Of(reply.Body.At("totals")).GetValueOrDefault("total");
    }

    private static async Task An_address_that_is_not_shipped_to_is_not_ready(Scene scene)
    {
        var created = await scene.Agent.Create(scene.Parcel(to: ShopFacts.Nowhere()));
        Must.Hold(created.Status is >= 400 and < 500 || (created.SessionStatus is "not_ready_for_payment" or "incomplete" && OptionsOf(created.Body).All(option => option.At("type").Text() != "shipping")),
            "the session must not be ready, and nothing must be offered to ship", created);
    }

    private static async Task An_incomplete_address_is_refused(Scene scene)
    {
        foreach (var member in new[] { "name", "line_one", "city", "state", "country", "postal_code" })
        {
            var address = ShopFacts.Home();
            address.Remove(member);
            Must.Refuse(await scene.Agent.Create(scene.Parcel(to: address)));
        }
    }

    private static async Task Chosen_items_come_back(Scene scene)
    {
        var addressed = await scene.Addressed();
        var chosen = await scene.Agent.Update(addressed.Id!, scene.Choice(addressed));
        var ids = chosen.Body.At(scene.Wire.Selection.Member).Everything().Where(it => it.Name == "item_ids").SelectMany(it => it.Value.List()).Select(id => id.Text()).Distinct().ToList();
        var line = chosen.Body.At("line_items").List()[0].At("id").Text();
        Must.Hold(ids is [var id] && (id == scene.Shop.PhysicalItem || id == line), "item_ids must name the item or its line", chosen);
    }

    private static async Task A_mixed_cart_can_be_paid_for(Scene scene)
    {
        var body = scene.Wire.Create(scene.Shop, (scene.Shop.DigitalItem, 1), (scene.Shop.PhysicalItem, 1));
        scene.Wire.Destination.Write(body, ShopFacts.Home());
        var created = await scene.Created(body);
        var option = OptionsOf(created.Body).FirstOrDefault(option => option.At("type").Text() == "shipping");
        Must.Hold(option.Exists(), "there must be an option that ships", created);
        var chosen = await scene.Agent.Update(created.Id!, scene.Choose(option, scene.Shop.PhysicalItem));
        Must.Equal("ready_for_payment", chosen.SessionStatus, "the status", chosen);
        var paid = await scene.Agent.Complete(created.Id!, scene.Payment());
        Must.Equal("completed", paid.SessionStatus, "the status", paid);
    }

    private static async Task Several_options_can_be_chosen(Scene scene)
    {
        var (created, options) = await TwoThings(scene);
        var body = new JsonObject
        {
            [scene.Wire.Selection.Member] = new JsonArray(
                Selected(options[0], scene.Shop.PhysicalItem), Selected(options[1], scene.Shop.SecondItem)),
        };
        var chosen = await scene.Agent.Update(created.Id!, body);
        Must.HaveStatus(chosen, 200);
        Must.Hold(scene.Wire.Selection.ChosenIn(chosen.Body).Count == 2, "both choices must be in the answer", chosen);
        Must.Equal("ready_for_payment", chosen.SessionStatus, "the status", chosen);
    }

    private static async Task Groups_come_back(Scene scene)
    {
        var created = await scene.Agent.Create(Grouped(scene, scene.Shop.PhysicalItem));
        Must.HaveStatus(created, 201);
        var groups = created.Body.At("fulfillment_groups").List();
        Must.Hold(groups is [var group] && group.At("id").Text() == "group_1" && group.At("destination_type").Text() == "shipping", "the group must be in the answer", created);
    }

    private static async Task A_group_of_strange_items_is_refused(Scene scene) => Must.Refuse(await scene.Agent.Create(Grouped(scene, "no_such_item")));

    private static async Task Pickup_can_be_chosen(Scene scene)
    {
        var created = await scene.Addressed();
        var pickup = OptionsOf(created.Body).FirstOrDefault(option => option.At("type").Text() == "pickup");
        if (!pickup.Exists())
        {
            throw new NotTriedException("The shop offers nothing for pickup.");
        }

        Must.Hold(pickup.At("location", "address", "line_one").Text() is { Length: > 0 }, "the place must be named", created);
        var chosen = await scene.Agent.Update(created.Id!, scene.Choose(pickup, scene.Shop.PhysicalItem));
        Must.Equal("ready_for_payment", chosen.SessionStatus, "the status", chosen);
    }

    private static async Task<(Reply Session, IReadOnlyList<JsonElement> Options)> TwoThings(Scene scene)
    {
        var body = scene.Wire.Create(scene.Shop, (scene.Shop.PhysicalItem, 1), (scene.Shop.SecondItem, 1));
        scene.Wire.Destination.Write(body, ShopFacts.Home());
        var created = await scene.Created(body);
        var options = OptionsOf(created.Body).Where(option => option.At("type").Text() == "shipping").ToList();
        return options.Count >= 2 ? (created, options) : throw new NotTriedException("The shop has not two options for the address.");
    }

    private static JsonObject Selected(JsonElement option, string item) =>
        new() { ["type"] = option.At("type").Text(), ["option_id"] = option.At("id").Text(), ["item_ids"] = new JsonArray(item) };

    private static JsonObject Grouped(Scene scene, string item)
    {
        var body = scene.Parcel();
        body["fulfillment_groups"] = new JsonArray(new JsonObject { ["id"] = "group_1", ["item_ids"] = new JsonArray(item), ["destination_type"] = "shipping" });
        return body;
    }

    private static bool InOrder(string? earliest, string? latest) =>
        !DateTimeOffset.TryParse(earliest, CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
        || !DateTimeOffset.TryParse(latest, CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
        || from <= to;

    private static IReadOnlyList<JsonElement> OptionsOf(JsonElement session) => session.At("fulfillment_options").List();
}
