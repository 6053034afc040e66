using System.Text.Json.Nodes;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>The version is chosen by a header, and by nothing else.</summary>
internal static class VersionRules
{
    private const string Validated = "RFC agentic checkout §2.1";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("version.required", "A request that names no version is refused.", Validated, Released.All, A_request_without_a_version_is_refused),
        Rule.Demanded("version.validated", "A version that is not spoken is refused, also one that texts of the protocol name and that was never released.", Validated, Released.All, A_version_that_is_not_spoken_is_refused),
        Rule.Recommended("version.status", "The refusal is a 400 with missing_api_version or unsupported_api_version.", "RFC agentic checkout §2.1", Released.All, The_refusal_says_what_is_wrong_with_the_version),
        Rule.Recommended("version.supported-versions", "The refusal lists the supported versions, newest first, the one that is tried among them.", "schema Error.supported_versions", Released.All, The_refusal_lists_the_versions_newest_first),
        Rule.Demanded("version.protocol-member", "Where a session names its protocol version, it is the one that was asked for.", "schema ProtocolVersion", Released.From(Released.V20260130), A_session_names_the_version_it_is_written_in).Always(),
        Rule.Decided("version.crossing", "A session that was created under this version can be retrieved and paid for under every other, in that version's shape.", "the protocol is silent", Released.All, A_session_crosses_into_every_other_version),
        Rule.Decided("version.poorer", "A session full of what only the newest version knows is still a valid one in this version.", "the protocol is silent", Released.Until(Released.V20260130), What_this_version_has_no_word_for_is_left_out),
    ];

    private static async Task A_request_without_a_version_is_refused(Scene scene)
    {
        Must.Refuse(await scene.Agent.Send(scene.Agent.Asking(Operation.Create, null, scene.Basket()) with { Version = null }));
        Must.Refuse(await scene.Agent.Send(scene.Agent.Asking(Operation.Retrieve, (await scene.Ready()).Id) with { Version = null }));
    }

    private static async Task A_version_that_is_not_spoken_is_refused(Scene scene)
    {
        foreach (var version in (string[])[.. Released.Phantoms, "1999-12-31", "unreleased"])
        {
            Must.Refuse(await scene.Agent.Send(scene.Agent.Asking(Operation.Create, null, scene.Basket()) with { Version = version }));
        }
    }

    private static async Task The_refusal_says_what_is_wrong_with_the_version(Scene scene)
    {
        var (missing, unknown) = await Refused(scene);
        Must.HaveStatus(missing, 400);
        Must.HaveStatus(unknown, 400);
        Must.Equal("missing_api_version", missing.Code, "the code", missing);
        Must.Equal("unsupported_api_version", unknown.Code, "the code", unknown);
    }

    private static async Task The_refusal_lists_the_versions_newest_first(Scene scene)
    {
        var (missing, unknown) = await Refused(scene);
        foreach (var refused in new[] { missing, unknown })
        {
            var versions = refused.Body.At("supported_versions").List().Select(version => version.Text() ?? "").ToList();
            Must.Hold(versions.Contains(scene.Wire.Version), $"supported_versions must list {scene.Wire.Version}", refused);
            Must.Hold(versions.SequenceEqual(versions.OrderDescending(StringComparer.Ordinal)), "supported_versions must be newest first", refused);
        }
    }

    private static Task A_session_names_the_version_it_is_written_in(Scene scene) => Every.Session(scene, session =>
        session.At("protocol").Exists() && session.At("protocol", "version").Text() != scene.Wire.Version
            ? $"protocol.version must be {scene.Wire.Version}"
            : null);

    private static async Task A_session_crosses_into_every_other_version(Scene scene)
    {
        foreach (var other in Released.All.Where(version => version != scene.Wire.Version))
        {
            var created = await scene.Ready();
            var retrieved = await scene.In(other).Retrieve(created.Id!);
            Must.HaveStatus(retrieved, 200);
            var payment = new JsonObject { ["buyer"] = Wire.Buyer(), ["payment_data"] = Wires.Of(other).Payment.Pay(scene.Shop.PayingToken) };
            var completed = await scene.In(other).Complete(created.Id!, payment);
            Must.Hold(completed.HasCompleted, $"the session must be completed under {other}", completed);
            Hold(scene, other, retrieved);
            Hold(scene, other, completed);
        }
    }

    private static async Task What_this_version_has_no_word_for_is_left_out(Scene scene)
    {
        var (newest, body) = (scene.In(Released.Newest), Wires.Of(Released.Newest).Create(scene.Shop, (scene.Shop.PhysicalItem, 2)));
        Wires.Of(Released.Newest).Destination.Write(body, ShopFacts.Home());
        body["buyer"] = new JsonObject { ["email"] = "ada@example.com", ["company"] = new JsonObject { ["name"] = "Engines Ltd" } };
        body["discounts"] = new JsonObject { ["codes"] = new JsonArray("NO-SUCH-CODE") };
        body["fulfillment_groups"] = new JsonArray(new JsonObject { ["id"] = "g_1", ["item_ids"] = new JsonArray(scene.Shop.PhysicalItem), ["destination_type"] = "shipping" });
        (body["metadata"], body["locale"], body["order_notes"]) = (new JsonObject { ["a"] = 1 }, "de-CH", "Ring twice.");
        var created = await newest.Create(body);
        foreach (var option in created.Body.At("fulfillment_options").List())
        {
            await newest.Update(created.Id!, new JsonObject { ["selected_fulfillment_options"] = new SelectionShape.Flat().Choose(option.At("type").Text()!, option.At("id").Text()!, [scene.Shop.PhysicalItem]) });
            var seen = await scene.Agent.Retrieve(created.Id!);
            Must.HaveStatus(seen, 200);
            Hold(scene, scene.Wire.Version, seen);
        }
    }

    private static void Hold(Scene scene, string version, Reply reply)
    {
        var faults = scene.Spec.Validate(version, SchemaRules.DefinitionOf(reply)!, reply.Body);
        Must.Hold(faults.Count == 0, $"the answer must fit {version}: {string.Join("; ", faults)}", reply);
    }

    private static async Task<(Reply Missing, Reply Unknown)> Refused(Scene scene)
    {
        var ask = scene.Agent.Asking(Operation.Create, null, scene.Basket());
        return (await scene.Agent.Send(ask with { Version = null }), await scene.Agent.Send(ask with { Version = "1999-12-31" }));
    }
}
