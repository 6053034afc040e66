using System.Text.Json;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>Lines and sums. The protocol has little arithmetic; what it leaves open is held to what its main examples do.</summary>
internal static class TotalsRules
{
    private const string Money = "RFC agentic checkout §3.1";
    private const string Examples = "examples: the sums that the main ones keep";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("totals.whole", "Every amount is a whole number of minor units.", Money, Released.All, Every_amount_is_whole).Always(),
        Rule.Demanded("totals.not-negative", "No amount is negative: a discount is a positive number that is taken off.", "schema DiscountAllocation.amount; changelog", Released.All, No_amount_is_negative).Always(),
        Rule.Demanded("totals.text", "Every total has a text to show.", "schema Total.display_text", Released.All, Every_total_has_a_text).Always(),
        Rule.Demanded("totals.types", "Every total's type is one of the version's, and each is there once.", "schema Total.type", Released.All, Types_of_totals_are_the_versions).Always(),
        Rule.Recommended("totals.total", "A session and each of its lines has a total.", "RFC agentic checkout §5", Released.All, Session_and_lines_have_a_total).Always(),
        Rule.Demanded("totals.session-adds-up", "total = items_base_amount − items_discount − discount + fulfillment + tax + fee + gift_wrap + tip − store_credit.", Examples, Released.All, A_session_adds_up).Always(),
        Rule.Demanded("totals.subtotal", "subtotal = items_base_amount − items_discount.", Examples, Released.All, The_subtotal_is_before_the_discount_of_the_order).Always(),
        Rule.Demanded("totals.line-adds-up", "Of a line: subtotal = base − discount, total = subtotal + tax.", Examples, Released.All, A_line_adds_up).Always(),
        Rule.Demanded("totals.base-of-lines", "The session's items_base_amount is the sum of its lines'.", Examples, Released.All, Bases_sum_up).Always(),
        Rule.Demanded("totals.discount-of-lines", "The session's items_discount is the sum of its lines' discounts.", "RFC discount extension §8.2", Released.All, Discounts_of_lines_sum_up).Always(),
        Rule.Demanded("totals.tax-of-lines", "The session's tax is no less than the sum of its lines'.", Examples, Released.All, Taxes_of_lines_are_in_the_tax).Always(),
        Rule.Demanded("totals.unit", "A line's base is its unit amount times its quantity.", Examples, Released.From(Released.V20251212), A_base_is_unit_times_quantity).Always(),
        Rule.Demanded("totals.quantity", "A line has the quantity that was asked for, a whole number from 1.", "schema LineItem", Released.All, A_line_has_the_quantity_asked_for),
        Rule.Demanded("totals.twice", "Two of an item cost twice as much as one.", Examples, Released.All, Two_cost_twice_as_much),
        Rule.Demanded("totals.lines", "Each line has an id of its own and names the item that was asked for.", "schema LineItem", Released.All, Each_line_has_an_id_and_its_item),
        Rule.Demanded("totals.fulfillment", "The total of what is shipped includes what the chosen option costs.", Examples, Released.All, The_chosen_option_is_in_the_total),
        Rule.Demanded("totals.charged", "The totals of the completed session are those that were shown before.", "RFC agentic checkout §4.4", Released.All, What_was_shown_is_what_is_paid),
        Rule.Demanded("totals.images", "Images are absolute URLs.", "schema LineItem.images", Released.From(Released.V20251212), Images_are_absolute_URLs).Always(),
        Rule.Demanded("totals.option-breakdown", "An option's own totals add up, too: total = subtotal + tax.", Examples, Released.All, An_option_adds_up).Always(),
    ];

    private static Task Every_amount_is_whole(Scene scene) => Every.Session(scene, session => Amounts(session)
        .FirstOrDefault(amount => amount.Value.Whole() is null) is { Place: { } place } ? $"{place} must be a whole number" : null);

    private static Task No_amount_is_negative(Scene scene) => Every.Session(scene, session => Amounts(session)
        .FirstOrDefault(amount => amount.Value.Whole() < 0) is { Place: { } place } ? $"{place} must not be negative" : null);

    private static Task Every_total_has_a_text(Scene scene) => Every.Session(scene, session => Totals(session)
        .Any(total => string.IsNullOrWhiteSpace(total.At("display_text").Text())) ? "every total must have a display_text" : null);

    private static Task Types_of_totals_are_the_versions(Scene scene) => Every.Session(scene, session =>
    {
        List<string> known = ["items_base_amount", "items_discount", "subtotal", "discount", "fulfillment", "tax", "fee", "total"];
        known.AddRange(scene.Wire.IsFrom(Released.V20260130) ? ["gift_wrap", "tip", "store_credit"] : []);
        known.AddRange(scene.Wire.IsFrom(Released.V20260417) ? ["amount_refunded"] : []);
        var own = session.At("totals").List().Select(total => total.At("type").Text() ?? "").ToList();
        var strange = Totals(session).Select(total => total.At("type").Text() ?? "").Except(known).FirstOrDefault();
        return strange is not null ? $"{strange} is no type of total" : own.Distinct().Count() < own.Count ? "a type of total must be there once" : null;
    });

    private static Task Session_and_lines_have_a_total(Scene scene) => Every.Session(scene, session =>
        Sums.Of(session.At("totals")).ContainsKey("total") && session.At("line_items").List().All(line => scene.Wire.Line.Money(line).ContainsKey("total"))
            ? null
            : "the session and each line must have a total");

    private static Task A_session_adds_up(Scene scene) => Every.Session(scene, session =>
    {
        var sums = Sums.Of(session.At("totals"));
        var expected = Of(sums, "items_base_amount") - Of(sums, "items_discount") - Of(sums, "discount") - Of(sums, "store_credit")
            + Of(sums, "fulfillment") + Of(sums, "tax") + Of(sums, "fee") + Of(sums, "gift_wrap") + Of(sums, "tip");
        return expected == Of(sums, "total") ? null : $"the total must be {expected}";
    });

    private static Task The_subtotal_is_before_the_discount_of_the_order(Scene scene) => Every.Session(scene, session =>
    {
        var sums = Sums.Of(session.At("totals"));
        var expected = Of(sums, "items_base_amount") - Of(sums, "items_discount");
        return expected == Of(sums, "subtotal") ? null : $"the subtotal must be {expected}";
    });

    private static Task A_line_adds_up(Scene scene) => Every.Session(scene, session =>
    {
        foreach (var line in session.At("line_items").List())
        {
            var money = scene.Wire.Line.Money(line);
            if (Of(money, "subtotal") != Of(money, "items_base_amount") - Of(money, "items_discount") || Of(money, "total") != Of(money, "subtotal") + Of(money, "tax"))
            {
                return $"the line {line.At("id").Text()} must add up";
            }
        }

        return null;
    });

    private static Task Bases_sum_up(Scene scene) => SumUp(scene, "items_base_amount", (lines, whole) => lines == whole);

    private static Task Discounts_of_lines_sum_up(Scene scene) => SumUp(scene, "items_discount", (lines, whole) => lines == whole);

    private static Task Taxes_of_lines_are_in_the_tax(Scene scene) => SumUp(scene, "tax", (lines, whole) => lines <= whole);

    private static Task SumUp(Scene scene, string type, Func<long, long, bool> fits) => Every.Session(scene, session =>
    {
        var lines = session.At("line_items").List().Sum(line => Of(scene.Wire.Line.Money(line), type));
        return fits(lines, Of(Sums.Of(session.At("totals")), type)) ? null : $"the {type} of the lines is {lines}";
    });

    private static Task A_base_is_unit_times_quantity(Scene scene) => Every.Session(scene, session =>
        session.At("line_items").List().FirstOrDefault(line =>
            line.At("unit_amount").Whole() is { } unit
            && unit * scene.Wire.Line.Quantity(line).Whole() != scene.Wire.Line.Money(line).GetValueOrDefault("items_base_amount")) is { ValueKind: JsonValueKind.Object } wrong
            ? $"the base of {wrong.At("id").Text()} must be its unit amount times its quantity"
            : null);

    private static async Task A_line_has_the_quantity_asked_for(Scene scene)
    {
        var created = await scene.Created(scene.Basket(3));
        var line = created.Body.At("line_items").FirstItem();
        Must.Equal(3, scene.Wire.Line.Quantity(line).Whole(), "the quantity", created);
    }

    private static async Task Two_cost_twice_as_much(Scene scene)
    {
        var (one, two) = (await scene.Created(scene.Basket()), await scene.Created(scene.Basket(2)));
        var (single, twice) = (Sums.Of(one.Body.At("totals")), Sums.Of(two.Body.At("totals")));
        Must.Equal(Of(single, "items_base_amount") * 2, Of(twice, "items_base_amount"), "items_base_amount of two", two);
    }

    private static async Task Each_line_has_an_id_and_its_item(Scene scene)
    {
        var created = await scene.Created(scene.Wire.Create(scene.Shop, (scene.Shop.DigitalItem, 1), (scene.Shop.PhysicalItem, 1)));
        var lines = created.Body.At("line_items").List();
        Must.Hold(lines.Select(line => line.At("id").Text()).Distinct().Count() == 2, "two lines must have two ids", created);
        Must.Hold(lines.Select(line => line.At("item", "id").Text()).ToHashSet().SetEquals([scene.Shop.DigitalItem, scene.Shop.PhysicalItem]), "the lines must name the items", created);
    }

    private static async Task The_chosen_option_is_in_the_total(Scene scene)
    {
        var addressed = await scene.Addressed();
        var option = addressed.Body.At("fulfillment_options").FirstItem();
        var chosen = await scene.Agent.Update(addressed.Id!, scene.Choice(addressed));
        var sums = Sums.Of(chosen.Body.At("totals"));
        Must.Hold(scene.Wire.Option.Total(option) is { } cost && Of(sums, "fulfillment") <= cost && Of(sums, "fulfillment") > 0
            && Of(sums, "fulfillment") + Of(sums, "tax") >= cost, "fulfillment must be what the chosen option costs", chosen);
    }

    private static async Task What_was_shown_is_what_is_paid(Scene scene)
    {
        var shown = await scene.Ready();
        var paid = await scene.Agent.Complete(shown.Id!, scene.Payment());
        Must.Hold(JsonElement.DeepEquals(shown.Body.At("totals"), paid.Body.At("totals")), "the totals must stay", paid);
    }

    private static Task Images_are_absolute_URLs(Scene scene) => Every.Session(scene, session => session.At("line_items").List()
        .SelectMany(line => line.At("images").List()).Any(image => !Urls.IsAbsolute(image.Text())) ? "images must be absolute URLs" : null);

    private static Task An_option_adds_up(Scene scene) => Every.Session(scene, session =>
        session.At("fulfillment_options").List().All(option => Adds(scene.Wire.Option.Totals
            ? Sums.Of(option.At("totals"))
            : new Dictionary<string, long?> { ["subtotal"] = option.At("subtotal").Whole(), ["tax"] = option.At("tax").Whole(), ["total"] = option.At("total").Whole() }))
            ? null
            : "an option's total must be its subtotal and its tax");

    // Where an option has totals, what it costs before tax may be called its fulfillment instead.
    private static bool Adds(IReadOnlyDictionary<string, long?> sums) =>
        (sums.GetValueOrDefault("subtotal") ?? sums.GetValueOrDefault("fulfillment")) is not { } cost
        || cost - Of(sums, "discount") + Of(sums, "tax") == Of(sums, "total");

    private static long Of(IReadOnlyDictionary<string, long?> sums, string type) => sums.GetValueOrDefault(type) ?? 0;

    private static IEnumerable<JsonElement> Totals(JsonElement session) =>
        session.Everything().Where(it => it.Name == "totals" && it.Value.ValueKind == JsonValueKind.Object).Select(it => it.Value);

    private static IEnumerable<(string Place, string? Name, JsonElement Value)> Amounts(JsonElement session) => session.Everything().Where(it =>
        it.Name is "amount" or "unit_amount" or "base_amount" or "subtotal" or "tax" or "total" or "discount"
        && it.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)
        && !it.Place.Contains(".metadata", StringComparison.Ordinal));
}
