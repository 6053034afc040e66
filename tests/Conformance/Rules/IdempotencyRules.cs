using System.Text.Json.Nodes;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>The same request twice is one request. The newest version says exactly how; those before it say less, and each its own.</summary>
internal static class IdempotencyRules
{
    private const string Newest = "RFC agentic checkout §6";

    private static readonly IReadOnlyList<string> OnlyNewest = [Released.V20260417];
    private static readonly IReadOnlyList<string> Before = Released.Until(Released.V20260130);

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("idempotency.key-required", "Create without an Idempotency-Key is refused with 400 idempotency_key_required.", Newest + ".1", OnlyNewest, Create_needs_a_key),
        Rule.Demanded("idempotency.key-required-everywhere", "And so are update, complete and cancel.", Newest + ".1", OnlyNewest, Every_POST_needs_a_key),
        Rule.Demanded("idempotency.key-optional", "The key may be left out.", "OpenAPI parameters", Before, The_key_may_be_left_out),
        Rule.Demanded("idempotency.key-longest", "A key of 255 characters is accepted.", Newest + ".1", Released.All, A_key_of_255_characters_is_accepted),
        Rule.Demanded("idempotency.key-too-long", "A longer one is refused.", Newest + ".1", OnlyNewest, A_longer_key_is_refused),
        Rule.Demanded("idempotency.replay-create", "The same create again answers the same status and body.", Newest + ".3", Released.All, Create_is_replayed),
        Rule.Demanded("idempotency.replay-update", "The same update again answers the same status and body.", Newest + ".3", Released.All, Update_is_replayed),
        Rule.Demanded("idempotency.replay-complete", "The same complete again answers the same status and body, and makes no second order.", Newest + ".3", Released.All, Complete_is_replayed),
        Rule.Demanded("idempotency.replay-cancel", "The same cancel again answers 200 and the same body.", Newest + ".3; RFC intent traces §6", Released.All, Cancel_is_replayed),
        Rule.Demanded("idempotency.replay-refusal", "A refused request is replayed, too.", Newest + ".3", OnlyNewest, A_refusal_is_replayed),
        Rule.Demanded("idempotency.replay-after-change", "A replay answers what the first answered, whatever has happened since.", Newest + ".3", OnlyNewest, A_replay_answers_the_past),
        Rule.Recommended("idempotency.replayed-header", "A replay says Idempotent-Replayed: true, and no first answer does.", Newest + ".3", OnlyNewest, A_replay_says_that_it_is_one),
        Rule.Demanded("idempotency.no-replayed-header", "Versions that do not know the header never send it.", "OpenAPI headers", Before, No_replay_is_marked),
        Rule.Demanded("idempotency.conflict", "A key with another body is refused: 422 in the newest version, 409 before it.", Newest + ".4; OpenAPI", Released.All, A_key_with_another_body_is_refused),
        Rule.Demanded("idempotency.conflict-code", "The code is idempotency_conflict.", Newest + ".4", Released.All, The_conflict_says_so),
        Rule.Demanded("idempotency.conflict-type", "The type is invalid_request in the newest version, and request_not_idempotent where the version has that word.", "schema Error.type", Released.All, The_conflict_has_the_versions_type),
        Rule.Demanded("idempotency.conflict-keeps", "After a conflict the first request is still replayed.", Newest + ".4", Released.All, A_conflict_forgets_nothing),
        Rule.Demanded("idempotency.scope-path", "The same key at another path is another request.", Newest + ".1", Released.All, A_key_lives_at_one_path),
        Rule.Demanded("idempotency.scope-identity", "The same key of another platform is another request.", Newest + ".1", Released.All, A_key_lives_with_one_platform),
        Rule.Demanded("idempotency.equality", "The order of members, blanks and 1 for 1.0 make no other body.", Newest + ".2", Released.All, The_meaning_of_the_body_counts),
        Rule.Demanded("idempotency.array-order", "The order of a list makes another body.", Newest + ".2", Released.All, The_order_of_a_list_counts),
        Rule.Demanded("idempotency.null-is-not-absent", "null makes another body than nothing.", Newest + ".2", Released.All, Null_is_not_nothing),
        Rule.Demanded("idempotency.body-only", "Other headers make no other request.", Newest + ".2", Released.All, Only_the_body_is_compared),
        Rule.Demanded("idempotency.extensions", "Members of extensions count.", Newest + ".7", Released.From(Released.V20260130), Members_of_extensions_count),
        Rule.Demanded("idempotency.attribution", "Another attribution makes another body.", "RFC affiliate attribution §7.6", Released.From(Released.V20251212), Another_attribution_is_another_body),
        Rule.Demanded("idempotency.at-once", "Of many at once with one key one is executed; the others get its answer, or 409 idempotency_in_flight with Retry-After.", Newest + ".4", Released.All, Many_at_once_are_one),
    ];

    private static async Task Create_needs_a_key(Scene scene) => RefusedForWant(await Keyless(scene, Operation.Create, null, scene.Basket()));

    private static async Task Every_POST_needs_a_key(Scene scene)
    {
        var id = (await scene.Ready()).Id!;
        RefusedForWant(await Keyless(scene, Operation.Update, id, new JsonObject { ["buyer"] = Wire.Buyer() }));
        RefusedForWant(await Keyless(scene, Operation.Complete, id, scene.Payment()));
        RefusedForWant(await Keyless(scene, Operation.Cancel, id, null));
    }

    private static async Task The_key_may_be_left_out(Scene scene)
    {
        var created = await Keyless(scene, Operation.Create, null, scene.Basket());
        Must.HaveStatus(created, 201);
        Must.HaveStatus(await Keyless(scene, Operation.Update, created.Id, new JsonObject { ["buyer"] = Wire.Buyer() }), 200);
        Must.HaveStatus(await Keyless(scene, Operation.Complete, created.Id, scene.Payment()), 200);
    }

    private static async Task A_key_of_255_characters_is_accepted(Scene scene) =>
        Must.HaveStatus(await scene.Agent.Create(scene.Basket(), Agent.NewKey().PadRight(255, 'k')), 201);

    private static async Task A_longer_key_is_refused(Scene scene) =>
        Must.HaveStatus(await scene.Agent.Create(scene.Basket(), Agent.NewKey().PadRight(256, 'k')), 400);

    private static Task Create_is_replayed(Scene scene) => Replays(key => scene.Agent.Create(scene.Parcel(), key));

    private static async Task Update_is_replayed(Scene scene)
    {
        var session = await scene.Addressed();
        await Replays(key => scene.Agent.Update(session.Id!, scene.Choice(session), key));
    }

    private static async Task Complete_is_replayed(Scene scene)
    {
        var id = (await scene.Ready()).Id!;
        var first = await Replays(key => scene.Agent.Complete(id, scene.Payment(), key));
        Must.Hold(first.HasCompleted, "the session must be completed", first);
    }

    private static async Task Cancel_is_replayed(Scene scene)
    {
        var id = (await scene.Ready()).Id!;
        var trace = new JsonObject { ["intent_trace"] = new JsonObject { ["reason_code"] = "comparison" } };
        var first = await Replays(key => scene.Agent.Cancel(id, trace, key));
        Must.HaveStatus(first, 200);
    }

    private static async Task A_refusal_is_replayed(Scene scene)
    {
        var refused = await Replays(key => scene.Agent.Create(scene.Wire.Create(scene.Shop, ("no_such_item", 1)), key));
        Must.Refuse(refused);
    }

    private static async Task A_replay_answers_the_past(Scene scene)
    {
        var key = Agent.NewKey();
        var created = await scene.Agent.Create(scene.Basket(), key);
        await scene.Agent.Cancel(created.Id!);
        Same(created, await scene.Agent.Create(scene.Basket(), key));
    }

    private static async Task A_replay_says_that_it_is_one(Scene scene)
    {
        var (first, second) = await Twice(key => scene.Agent.Create(scene.Basket(), key));
        Must.Equal(null, first.Header("Idempotent-Replayed"), "Idempotent-Replayed", first);
        Must.Equal("true", second.Header("Idempotent-Replayed"), "Idempotent-Replayed", second);
    }

    private static async Task No_replay_is_marked(Scene scene)
    {
        var (_, second) = await Twice(key => scene.Agent.Create(scene.Basket(), key));
        Must.Equal(null, second.Header("Idempotent-Replayed"), "Idempotent-Replayed", second);
    }

    private static async Task A_key_with_another_body_is_refused(Scene scene) => Conflicts(scene, await Conflict(scene));

    private static async Task The_conflict_says_so(Scene scene)
    {
        var refused = await Conflict(scene);
        Must.Equal("idempotency_conflict", refused.Code, "the code", refused);
    }

    private static async Task The_conflict_has_the_versions_type(Scene scene)
    {
        var refused = await Conflict(scene);
        var expected = scene.Wire.IsFrom(Released.V20260417) ? "invalid_request" : "request_not_idempotent";
        Must.Equal(expected, refused.Body.At("type").Text(), "the type", refused);
    }

    private static async Task A_conflict_forgets_nothing(Scene scene)
    {
        var key = Agent.NewKey();
        var first = await scene.Agent.Create(scene.Basket(), key);
        Must.Refuse(await scene.Agent.Create(scene.Basket(2), key));
        Same(first, await scene.Agent.Create(scene.Basket(), key));
    }

    private static async Task A_key_lives_at_one_path(Scene scene)
    {
        var key = Agent.NewKey();
        var created = await scene.Agent.Create(scene.Basket(), key);
        var other = await scene.Ready();
        Must.HaveStatus(await scene.Agent.Update(created.Id!, new JsonObject { ["buyer"] = Wire.Buyer() }, key), 200);
        Must.HaveStatus(await scene.Agent.Update(other.Id!, new JsonObject { ["buyer"] = Wire.Buyer("bob@example.com") }, key), 200);
        Must.HaveStatus(await scene.Agent.Complete(created.Id!, scene.Payment(), key), 200);
    }

    private static async Task A_key_lives_with_one_platform(Scene scene)
    {
        var key = Agent.NewKey();
        var (ours, theirs) = (await scene.Agent.Create(scene.Basket(), key), await scene.Other.Create(scene.Basket(2), key));
        Must.HaveStatus(theirs, 201);
        Must.Hold(ours.Id != theirs.Id, "two platforms must get two sessions", theirs);
    }

    private static async Task The_meaning_of_the_body_counts(Scene scene)
    {
        var key = Agent.NewKey();
        var ask = scene.Agent.Asking(Operation.Create, null, scene.Basket(2), key);
        var first = await scene.Agent.Send(ask);
        var turned = new JsonObject(scene.Basket(2).Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        Same(first, await scene.Agent.Send(ask with { Body = turned.ToJsonString(new() { WriteIndented = true }) }));
        Same(first, await scene.Agent.Send(ask with { Body = ask.Body!.Replace("\"quantity\":2", "\"quantity\":2.0", StringComparison.Ordinal) }));
    }

    private static async Task The_order_of_a_list_counts(Scene scene)
    {
        var key = Agent.NewKey();
        await scene.Agent.Create(scene.Wire.Create(scene.Shop, (scene.Shop.DigitalItem, 1), (scene.Shop.PhysicalItem, 1)), key);
        Conflicts(scene, await scene.Agent.Create(scene.Wire.Create(scene.Shop, (scene.Shop.PhysicalItem, 1), (scene.Shop.DigitalItem, 1)), key));
    }

    private static async Task Null_is_not_nothing(Scene scene)
    {
        var (key, id) = (Agent.NewKey(), (await scene.Ready()).Id!);
        var body = new JsonObject { ["buyer"] = Wire.Buyer() };
        await scene.Agent.Update(id, body, key);
        Conflicts(scene, await scene.Agent.Update(id, new JsonObject { ["buyer"] = Wire.Buyer(), [scene.Wire.Destination.Member] = null }, key));
    }

    private static async Task Only_the_body_is_compared(Scene scene)
    {
        var ask = scene.Agent.Asking(Operation.Create, null, scene.Basket());
        var first = await scene.Agent.Send(ask);
        Same(first, await scene.Agent.Send(ask with { RequestId = "another-request", Headers = [("Accept-Language", "fr"), ("User-Agent", "Other/2")] }));
    }

    private static async Task Members_of_extensions_count(Scene scene)
    {
        var (key, with) = (Agent.NewKey(), scene.Basket());
        with["discounts"] = new JsonObject { ["codes"] = new JsonArray("NO-SUCH-CODE") };
        await scene.Agent.Create(scene.Basket(), key);
        Conflicts(scene, await scene.Agent.Create(with, key));
    }

    private static async Task Another_attribution_is_another_body(Scene scene)
    {
        var (key, one, other) = (Agent.NewKey(), scene.Basket(), scene.Basket());
        one["affiliate_attribution"] = new JsonObject { ["provider"] = "impact.com", ["publisher_id"] = "pub_1" };
        other["affiliate_attribution"] = new JsonObject { ["provider"] = "impact.com", ["publisher_id"] = "pub_2" };
        var first = await scene.Agent.Create(one, key);
        Conflicts(scene, await scene.Agent.Create(other, key));
        Same(first, await scene.Agent.Create(one, key));
    }

    private static async Task Many_at_once_are_one(Scene scene)
    {
        var (key, id) = (Agent.NewKey(), (await scene.Ready()).Id!);
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.Agent.Complete(id, scene.Payment(), key)));
        foreach (var reply in replies.Where(reply => !reply.IsSuccess))
        {
            Must.HaveStatus(reply, 409);
            Must.Hold(reply.Code == "idempotency_in_flight" || !scene.Wire.IsFrom(Released.V20260417), "the code must be idempotency_in_flight", reply);
            Must.Hold(int.TryParse(reply.Header("Retry-After"), out _), "Retry-After must be whole seconds", reply);
        }

        var orders = replies.Where(reply => reply.IsSuccess).Select(reply => reply.Body.At("order", "id").Text()).Distinct().ToList();
        Must.Hold(orders.Count == 1, $"there must be one order, not {orders.Count}", replies[0]);
    }

    private static async Task<Reply> Conflict(Scene scene)
    {
        var key = Agent.NewKey();
        await scene.Agent.Create(scene.Basket(), key);
        return await scene.Agent.Create(scene.Basket(2), key);
    }

    private static void Conflicts(Scene scene, Reply reply) => Must.HaveStatus(reply, scene.Wire.IsFrom(Released.V20260417) ? 422 : 409);

    private static async Task<Reply> Replays(Func<string, Task<Reply>> ask)
    {
        var (first, second) = await Twice(ask);
        Same(first, second);
        return first;
    }

    private static async Task<(Reply First, Reply Second)> Twice(Func<string, Task<Reply>> ask)
    {
        var key = Agent.NewKey();
        return (await ask(key), await ask(key));
    }

    private static void Same(Reply first, Reply second)
    {
        Must.Equal(first.Status, second.Status, "the status of the replay", second);
        Must.Equal(first.Text, second.Text, "the body of the replay", second);
    }

    private static Task<Reply> Keyless(Scene scene, Operation operation, string? id, JsonNode? body) =>
        scene.Agent.Send(scene.Agent.Asking(operation, id, body) with { IdempotencyKey = null });

    private static void RefusedForWant(Reply reply)
    {
        Must.HaveStatus(reply, 400);
        Must.Equal("idempotency_key_required", reply.Code, "the code", reply);
    }
}
