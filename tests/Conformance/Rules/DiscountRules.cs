using System.Text.Json;
using System.Text.Json.Nodes;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>The discount extension.</summary>
internal static class DiscountRules
{
    private const string Extension = "RFC discount extension";

    private static readonly IReadOnlyList<string> Newer = Released.From(Released.V20260130);

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("discounts.echo", "Codes that were given come back.", Extension + " §4.1; schema DiscountsResponse.codes", Newer, Codes_come_back),
        Rule.Demanded("discounts.applied", "A good code is applied: it has an amount, and the total is less by it.", Extension + " §6.2", Newer, A_good_code_takes_something_off),
        Rule.Demanded("discounts.any-case", "Codes are the same in upper and in lower case.", Extension + " §6.1", Newer, Case_makes_no_other_code),
        Rule.Demanded("discounts.replaced", "Codes replace those before.", Extension + " §6.1", Newer, Codes_replace_those_before),
        Rule.Demanded("discounts.cleared", "An empty list takes all off.", Extension + " §6.1", Newer, An_empty_list_takes_all_off),
        Rule.Demanded("discounts.kept", "An update that names no discounts keeps them.", Extension + " §6.1", Newer, An_update_without_discounts_keeps_them),
        Rule.Demanded("discounts.rejected", "A code that is not known comes back as rejected, with the reason discount_code_invalid.", "schema RejectedDiscount", Newer, An_unknown_code_is_rejected),
        Rule.Demanded("discounts.expired", "A code that is over is rejected with discount_code_expired.", "schema DiscountErrorCode", Newer, An_expired_code_is_rejected),
        Rule.Recommended("discounts.warning", "Each rejected code is a warning among the messages, too.", Extension + " §7.2", Newer, A_rejected_code_is_a_warning),
        Rule.Demanded("discounts.never-block", "A rejected code keeps no session from being paid for.", Extension + " §7", Newer, A_rejected_code_blocks_nothing),
        Rule.Demanded("discounts.allocations", "The amounts of a discount's allocations are its amount.", "schema AppliedDiscount.allocations", Newer, Allocations_sum_up).Always(),
        Rule.Demanded("discounts.in-totals", "All applied amounts are what the totals take off.", Extension + " §8", Newer, Applied_amounts_are_in_the_totals).Always(),
        Rule.Demanded("discounts.coupons", "coupons is read where discounts is missing, and discounts wins where both are given.", "schema coupons (deprecated)", Newer, Coupons_are_the_second_choice),
        Rule.Demanded("discounts.declared", "A session that has discounts declares the extension by name.", "RFC extensions §3.1", Newer, The_extension_is_declared),
        Rule.Recommended("discounts.activated", "So does one whose agent declares that it knows the extension.", "RFC extensions §3.2", Newer, The_extension_is_activated_for_who_knows_it),
        Rule.Demanded("discounts.extensions-not-empty", "capabilities.extensions is never an empty list: the schema could not tell whose it is.", "schema Capabilities.extensions", Newer, No_empty_list_of_extensions).Always(),
        Rule.Demanded("discounts.unknown-to-older", "Versions without discounts know none, in requests and answers alike.", "schema CheckoutSession", Released.Until(Released.V20260116), Older_versions_know_no_discounts),
    ];

    private static async Task Codes_come_back(Scene scene)
    {
        var created = await With(scene, Good(scene), "NO-SUCH-CODE");
        var codes = created.Body.At("discounts", "codes").List().Select(code => code.Text()).ToList();
        Must.Hold(codes.Count == 2 && string.Equals(codes[0], Good(scene), StringComparison.OrdinalIgnoreCase), "both codes must come back", created);
    }

    private static async Task A_good_code_takes_something_off(Scene scene)
    {
        var (plain, reduced) = (await scene.Created(scene.Basket(3)), await With(scene, Good(scene)));
        var applied = reduced.Body.At("discounts", "applied").List();
        Must.Hold(applied is [var one] && one.At("amount").Whole() > 0, "one discount must be applied", reduced);
        Must.Hold(TotalOf(reduced) < TotalOf(plain), "the total must be less", reduced);
    }

    private static async Task Case_makes_no_other_code(Scene scene)
    {
        var reduced = await With(scene, Good(scene).ToLowerInvariant());
        Must.Hold(reduced.Body.At("discounts", "applied").List().Count == 1, "the code must be applied", reduced);
    }

    private static async Task Codes_replace_those_before(Scene scene)
    {
        var before = await With(scene, "NO-SUCH-CODE");
        var after = await scene.Agent.Update(before.Id!, Codes(Good(scene)));
        Must.Hold(after.Body.At("discounts", "codes").List().Count == 1 && after.Body.At("discounts", "rejected").List().Count == 0, "the code before must be gone", after);
    }

    private static async Task An_empty_list_takes_all_off(Scene scene)
    {
        var before = await With(scene, Good(scene));
        var after = await scene.Agent.Update(before.Id!, Codes());
        Must.Hold(after.Body.At("discounts", "applied").List().Count == 0 && after.Body.At("discounts", "codes").List().Count == 0, "no discount must be left", after);
        Must.Hold(TotalOf(after) > TotalOf(before), "the total must be more again", after);
    }

    private static async Task An_update_without_discounts_keeps_them(Scene scene)
    {
        var before = await With(scene, Good(scene));
        var after = await scene.Agent.Update(before.Id!, new JsonObject { ["buyer"] = Wire.Buyer() });
        Must.Hold(JsonElement.DeepEquals(before.Body.At("discounts"), after.Body.At("discounts")), "the discounts must stay", after);
    }

    private static Task An_unknown_code_is_rejected(Scene scene) => Rejects(scene, "NO-SUCH-CODE", "discount_code_invalid");

    private static Task An_expired_code_is_rejected(Scene scene) =>
        Rejects(scene, scene.Shop.ExpiredCode ?? throw new NotTriedException("No code that is over is known (--expired-code)."), "discount_code_expired");

    private static async Task A_rejected_code_is_a_warning(Scene scene)
    {
        var created = await With(scene, "NO-SUCH-CODE");
        Must.Hold(
            created.Body.At("messages").List().Any(message => message.At("type").Text() == "warning" && message.At("code").Text() == "discount_code_invalid"),
            "a warning must say so", created);
    }

    private static async Task A_rejected_code_blocks_nothing(Scene scene)
    {
        var created = await With(scene, "NO-SUCH-CODE");
        Must.Equal("ready_for_payment", created.SessionStatus, "the status", created);
        var paid = await scene.Agent.Complete(created.Id!, scene.Payment());
        Must.Equal("completed", paid.SessionStatus, "the status", paid);
    }

    private static Task Allocations_sum_up(Scene scene) => Every.Session(scene, session => session.At("discounts", "applied").List()
        .All(applied => !applied.At("allocations").Exists()
            || applied.At("allocations").List().Sum(allocation => allocation.At("amount").Whole() ?? 0) == applied.At("amount").Whole())
            ? null
            : "the allocations must sum up to the amount");

    private static Task Applied_amounts_are_in_the_totals(Scene scene) => Every.Session(scene, session =>
    {
        var sums = Sums.Of(session.At("totals"));
        var applied = session.At("discounts", "applied").List().Sum(discount => discount.At("amount").Whole() ?? 0);
        var taken = (sums.GetValueOrDefault("items_discount") ?? 0) + (sums.GetValueOrDefault("discount") ?? 0);
        return applied <= taken ? null : $"the totals must take {applied} off";
    });

    private static async Task Coupons_are_the_second_choice(Scene scene)
    {
        var (alone, both) = (scene.Basket(3), scene.Basket(3));
        alone["coupons"] = new JsonArray(Good(scene));
        both["coupons"] = new JsonArray("NO-SUCH-CODE");
        both["discounts"] = Codes(Good(scene))["discounts"]!.DeepClone();
        foreach (var created in new[] { await scene.Created(alone), await scene.Created(both) })
        {
            Must.Hold(created.Body.At("discounts", "applied").List().Count == 1 && created.Body.At("discounts", "rejected").List().Count == 0, "the good code must be applied", created);
        }
    }

    private static async Task The_extension_is_declared(Scene scene)
    {
        var created = await With(scene, Good(scene));
        Must.Hold(Declares(created), "capabilities.extensions must name discount", created);
    }

    private static async Task The_extension_is_activated_for_who_knows_it(Scene scene)
    {
        _ = Good(scene);
        var body = scene.Basket();
        body["capabilities"] = new JsonObject { ["extensions"] = new JsonArray("discount") };
        var created = await scene.Created(body);
        Must.Hold(Declares(created), "capabilities.extensions must name discount", created);
    }

    private static Task No_empty_list_of_extensions(Scene scene) => Every.Session(scene, session =>
        session.At("capabilities", "extensions") is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0 ? "an empty list must be left out" : null);

    private static async Task Older_versions_know_no_discounts(Scene scene)
    {
        var (plain, body) = (await scene.Created(scene.Basket(3)), scene.Basket(3));
        body["discounts"] = Codes("WELCOME10")["discounts"]!.DeepClone();
        var created = await scene.Created(body);
        Must.Hold(!created.Body.At("discounts").Exists() && TotalOf(created) == TotalOf(plain), "it must be ignored", created);
    }

    private static bool Declares(Reply session) =>
        session.Body.At("capabilities", "extensions").List().Any(extension => extension.At("name").Text()?.Split('@')[0] == "discount");

    private static async Task Rejects(Scene scene, string code, string reason)
    {
        var created = await With(scene, code);
        var rejected = created.Body.At("discounts", "rejected").List();
        Must.Hold(rejected is [var one] && one.At("reason").Text() == reason && one.At("code").Text() is { Length: > 0 }, $"it must be rejected as {reason}", created);
    }

    private static async Task<Reply> With(Scene scene, params string[] codes)
    {
        var body = scene.Basket(3);
        body["discounts"] = Codes(codes)["discounts"]!.DeepClone();
        return await scene.Created(body);
    }

    private static JsonObject Codes(params IEnumerable<string> codes) =>
        new() { ["discounts"] = new JsonObject { ["codes"] = new JsonArray([.. codes.Select(code => (JsonNode)code)]) } };

    private static string Good(Scene scene) => scene.Shop.DiscountCode ?? throw new NotTriedException("No code that takes something off is known (--discount-code).");

    private static long? TotalOf(Reply reply) => Sums.Of(reply.Body.At("totals")).GetValueOrDefault("total");
}
