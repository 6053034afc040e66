using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>How a request is refused, and that a refusal changes nothing.</summary>
internal static partial class ErrorRules
{
    private const string Schema = "schema Error";
    private const string Silent = "the protocol is silent";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("errors.flat", "A refusal is one flat object with type, code and message, never wrapped in another.", Schema, Released.All, A_refusal_is_flat).Always(),
        Rule.Demanded("errors.type", "Its type is one of the version's closed set.", Schema + ".type", Released.All, The_type_is_one_the_version_has).Always(),
        Rule.Demanded("errors.closed", "It has no member but type, code, message and param; supported_versions in the newest version only.", Schema, Released.All, A_refusal_has_no_further_members).Always(),
        Rule.Demanded("errors.param", "param is a JSONPath by RFC 9535.", Schema + ".param", Released.All, A_place_is_a_JSONPath).Always(),
        Rule.Demanded("errors.own-places", "A place in a request is named by the version's own members.", Schema + ".param", Released.All, Places_are_named_in_the_versions_own_words),
        Rule.Decided("errors.nothing-leaks", "No refusal shows an exception, a stack, a path of a machine or a key.", "RFC agentic checkout §7", Released.All, No_refusal_shows_the_inside).Always(),
        Rule.Demanded("errors.malformed", "A body that is no JSON is refused with the error object.", Schema, Released.All, A_body_that_is_no_JSON_is_refused),
        Rule.Demanded("errors.unknown-path", "A path that is none of ours is refused with the error object.", Schema, Released.All, An_unknown_path_is_refused_like_anything_else),
        Rule.Decided("errors.method", "A method that a path does not answer to is refused with 405 and Allow.", "RFC 9110 §15.5.6", Released.All, Another_method_is_refused_with_those_that_are_allowed),
        Rule.Demanded("errors.wrong-types", "A member of the wrong JSON type is refused.", "JSON Schema of the version", Released.All, A_member_of_the_wrong_type_is_refused),
        Rule.Decided("errors.enum", "An unknown value of a closed set of the client is refused where we act on it.", "JSON Schema of the version", Released.From(Released.V20260130), An_unknown_account_type_is_refused),
        Rule.Decided("errors.duplicates", "A body that names a member twice is refused: readers disagree on which one counts.", Silent, Released.All, A_member_twice_is_refused),
        Rule.Decided("errors.nesting", "A body nested a thousand deep is refused.", Silent, Released.All, Deep_nesting_is_refused),
        Rule.Decided("errors.too-many", "Ten thousand items are refused.", Silent, Released.All, Ten_thousand_items_are_refused),
        Rule.Demanded("errors.state-stays", "A refused update leaves the session as it was.", Schema, Released.All, A_refused_update_leaves_the_session_as_it_was),
        Rule.Demanded("errors.not-found", "A session that does not exist is refused with 404 by retrieve.", "OpenAPI, retrieve", Released.All, A_session_that_does_not_exist_is_not_found),
        Rule.Decided("errors.not-found-everywhere", "And by update, complete and cancel.", Silent, Released.All, No_operation_finds_what_does_not_exist),
        Rule.Decided("errors.strangers", "Another platform's session does not exist.", Silent, Released.All, Another_platforms_session_does_not_exist),
    ];

    private static Task A_refusal_is_flat(Scene scene) => Every.Error(scene, reply =>
        reply.Body.At("type").Text() is { Length: > 0 } && reply.Body.At("code").Text() is { Length: > 0 } && reply.Body.At("message").Text() is { Length: > 0 }
            && !reply.Body.At("error").Exists()
            ? null
            : "type, code and message must be texts at the top");

    private static Task The_type_is_one_the_version_has(Scene scene) => Every.Error(scene, reply =>
    {
        string[] types = ["invalid_request", "processing_error", "service_unavailable"];
        var reused = !Wires.All.Where(wire => wire.Version == reply.Ask.Version).Any(wire => wire.IsFrom(Released.V20260417)) && Released.All.Contains(reply.Ask.Version);
        return types.Contains(reply.Body.At("type").Text()) || (reused && reply.Body.At("type").Text() == "request_not_idempotent") ? null : "the type is none of the version's";
    });

    private static Task A_refusal_has_no_further_members(Scene scene) => Every.Error(scene, reply =>
    {
        var newest = reply.Ask.Version == Released.V20260417 || !Released.All.Contains(reply.Ask.Version) || reply.Code == "unsupported_api_version";
        var extra = reply.Body.Names().Except(newest ? ["type", "code", "message", "param", "supported_versions"] : ["type", "code", "message", "param"]).ToList();
        return extra.Count == 0 ? null : $"{string.Join(", ", extra)} must not be there";
    });

    private static Task A_place_is_a_JSONPath(Scene scene) => Every.Error(scene, reply =>
        !reply.Body.At("param").Exists() || JsonPath().IsMatch(reply.Body.At("param").Text() ?? "") ? null : "param must be a JSONPath");

    private static async Task Places_are_named_in_the_versions_own_words(Scene scene)
    {
        var empty = await scene.Agent.Create(Without(scene.Basket(), scene.Wire.Items));
        Must.Equal($"$.{scene.Wire.Items}", empty.Body.At("param").Text(), "param", empty);
        var homeless = scene.Parcel();
        AddressIn(scene, homeless).Remove("city");
        var refused = await scene.Agent.Create(homeless);
        Must.Refuse(refused);
        var place = scene.Wire.Destination.Nested ? $"$.{scene.Wire.Destination.Member}.address.city" : $"$.{scene.Wire.Destination.Member}.city";
        Must.Equal(place, refused.Body.At("param").Text(), "param", refused);
    }

    private static Task No_refusal_shows_the_inside(Scene scene) => Every.Error(scene, reply =>
        Inside().IsMatch(reply.Text) || reply.Text.Contains(scene.Shop.Key, StringComparison.Ordinal) ? "something of the inside is shown" : null);

    private static async Task A_body_that_is_no_JSON_is_refused(Scene scene)
    {
        foreach (var body in new[] { "{", "", "not json", "[]", "null", "{\"a\":1,}" })
        {
            var refused = await scene.Agent.Send(scene.Agent.Asking(Operation.Create) with { Body = body });
            Must.Refuse(refused);
            Must.Hold(refused.Code is not null, "it must be refused with the error object", refused);
        }
    }

    private static async Task An_unknown_path_is_refused_like_anything_else(Scene scene)
    {
        var refused = await scene.Agent.Send(scene.Agent.Asking(Operation.Retrieve, "x") with { Operation = Operation.Other, Path = "/no_such_path" });
        Must.HaveStatus(refused, 404);
        Must.Hold(refused.Code is not null, "it must be refused with the error object", refused);
    }

    private static async Task Another_method_is_refused_with_those_that_are_allowed(Scene scene)
    {
        var refused = await scene.Agent.Send(scene.Agent.Asking(Operation.Retrieve, "x") with { Method = HttpMethod.Delete });
        Must.HaveStatus(refused, 405);
        Must.Hold(refused.Header("Allow") is { Length: > 0 }, "Allow must name the methods that are answered", refused);
    }

    private static async Task A_member_of_the_wrong_type_is_refused(Scene scene)
    {
        foreach (var (member, wrong) in new (string, JsonNode)[]
                 {
                     (scene.Wire.Items, new JsonObject()), (scene.Wire.Items, "item"), ("buyer", "Ada"), (scene.Wire.Destination.Member, 7),
                 })
        {
            var body = scene.Basket();
            body[member] = wrong.DeepClone();
            Must.Refuse(await scene.Agent.Create(body));
        }

        Must.Refuse(await scene.Agent.Send(scene.Agent.Asking(Operation.Create, null, scene.Basket(2)) with { Body = scene.Basket(2).ToJsonString().Replace("\"quantity\":2", "\"quantity\":\"2\"", StringComparison.Ordinal) }));
    }

    private static async Task An_unknown_account_type_is_refused(Scene scene)
    {
        var body = scene.Basket();
        body["buyer"] = Wire.Buyer();
        body["buyer"]!["account_type"] = "emperor";
        Must.Refuse(await scene.Agent.Create(body));
    }

    private static async Task A_member_twice_is_refused(Scene scene)
    {
        var body = scene.Basket().ToJsonString();
        Must.Refuse(await scene.Agent.Send(scene.Agent.Asking(Operation.Create) with { Body = $"{body[..^1]},{body[1..]}" }));
    }

    private static async Task Deep_nesting_is_refused(Scene scene)
    {
        var deep = string.Concat(Enumerable.Repeat("[", 1000)) + string.Concat(Enumerable.Repeat("]", 1000));
        Must.Refuse(await scene.Agent.Send(scene.Agent.Asking(Operation.Create) with { Body = $"{scene.Basket().ToJsonString()[..^1]},\"deep\":{deep}}}" }));
    }

    private static async Task Ten_thousand_items_are_refused(Scene scene) =>
        Must.Refuse(await scene.Agent.Create(scene.Wire.Create(scene.Shop, [.. Enumerable.Repeat((scene.Shop.DigitalItem, 1), 10_000)])));

    private static async Task A_refused_update_leaves_the_session_as_it_was(Scene scene)
    {
        var before = await scene.Agent.Retrieve((await scene.Addressed()).Id!);
        var body = scene.Wire.Create(scene.Shop, ("no_such_item", 1));
        body["buyer"] = Wire.Buyer("other@example.com");
        Must.Refuse(await scene.Agent.Update(before.Id!, body));
        var after = await scene.Agent.Retrieve(before.Id!);
        Must.Equal(before.Text, after.Text, "the session", after);
    }

    private static async Task A_session_that_does_not_exist_is_not_found(Scene scene)
    {
        Must.HaveStatus(await scene.Agent.Retrieve("cs_00000000000000000000000000000000"), 404);
        Must.HaveStatus(await scene.Agent.Retrieve("checkout_session_123"), 404);
    }

    private static async Task No_operation_finds_what_does_not_exist(Scene scene)
    {
        const string Nobody = "cs_00000000000000000000000000000000";
        Must.HaveStatus(await scene.Agent.Update(Nobody, new JsonObject { ["buyer"] = Wire.Buyer() }), 404);
        Must.HaveStatus(await scene.Agent.Complete(Nobody, scene.Payment()), 404);
        Must.HaveStatus(await scene.Agent.Cancel(Nobody), 404);
    }

    private static async Task Another_platforms_session_does_not_exist(Scene scene)
    {
        var other = scene.Other;
        var id = (await scene.Ready()).Id!;
        Must.HaveStatus(await other.Retrieve(id), 404);
        Must.HaveStatus(await other.Complete(id, scene.Payment()), 404);
        Must.HaveStatus(await other.Cancel(id), 404);
    }

    private static JsonObject Without(JsonObject body, string member)
    {
        body.Remove(member);
        return body;
    }

    private static JsonObject AddressIn(Scene scene, JsonObject body) =>
        (scene.Wire.Destination.Nested ? body[scene.Wire.Destination.Member]!["address"]! : body[scene.Wire.Destination.Member]!).AsObject();

    [GeneratedRegex(@"^\$(\.[A-Za-z_]\w*|\[\d+\]|\['[^']+'\])*$")]
    private static partial Regex JsonPath();

    [GeneratedRegex(@"Exception|\bat [A-Z]\w+\.\w+|\.cs:line|/(home|usr|var|tmp)/|sk_(live|test)_|\b(?:pi|ch)_[A-Za-z0-9]{8,}")]
    private static partial Regex Inside();
}
