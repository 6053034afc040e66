using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>Every answer fits the definition that its version's JSON Schema has for it.</summary>
internal static class SchemaRules
{
    private const string Source = "JSON Schema of the version";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("schema.create", "Every answer to create fits the version's session.", Source, Released.All, What_create_answers_fits).Always(),
        Rule.Demanded("schema.retrieve", "Every answer to retrieve fits the version's session.", Source, Released.All, What_retrieve_answers_fits).Always(),
        Rule.Demanded("schema.update", "Every answer to update fits the version's session.", Source, Released.All, What_update_answers_fits).Always(),
        Rule.Demanded("schema.complete", "Every answer to complete fits the version's session, with the order where it is completed.", Source, Released.All, What_complete_answers_fits).Always(),
        Rule.Demanded("schema.cancel", "Every answer to cancel fits the version's session.", Source, Released.All, What_cancel_answers_fits).Always(),
        Rule.Demanded("schema.error", "Every refusal fits the version's Error.", Source, Released.All, Every_refusal_fits).Always(),
        Rule.Demanded("schema.discovery", "The discovery document fits DiscoveryResponse.", Source, [Released.V20260417], The_discovery_document_fits).Always(),
        Rule.Demanded("schema.no-null", "Nothing is sent as null: no schema of the protocol admits it.", Source, Released.All, Nothing_is_null).Always(),
    ];

    /// <returns>The definition an answer must fit; null where the protocol says nothing.</returns>
    public static string? DefinitionOf(Reply reply) => reply switch
    {
        { Status: >= 400 } => "Error",
        { Ask.Operation: Operation.Discovery } => "DiscoveryResponse",
        { Ask.Operation: Operation.Other } => null,
        _ => reply.SessionStatus == "completed" ? "CheckoutSessionWithOrder" : "CheckoutSession",
    };

    private static Task What_create_answers_fits(Scene scene) => Fits(scene, Operation.Create);

    private static Task What_retrieve_answers_fits(Scene scene) => Fits(scene, Operation.Retrieve);

    private static Task What_update_answers_fits(Scene scene) => Fits(scene, Operation.Update);

    private static Task What_complete_answers_fits(Scene scene) => Fits(scene, Operation.Complete);

    private static Task What_cancel_answers_fits(Scene scene) => Fits(scene, Operation.Cancel);

    private static Task The_discovery_document_fits(Scene scene) => Fits(scene, Operation.Discovery);

    private static Task Every_refusal_fits(Scene scene) => Every.Error(scene, reply => Fault(scene, reply));

    private static Task Nothing_is_null(Scene scene) => Every.Reply(scene, _ => true, reply =>
        reply.Body.Everything().FirstOrDefault(it => it.Value.ValueKind == System.Text.Json.JsonValueKind.Null && !it.Place.Contains(".metadata", StringComparison.Ordinal)) is { Place: { } place }
            ? $"{place} must not be null"
            : null);

    private static Task Fits(Scene scene, Operation operation) =>
        Every.Reply(scene, reply => reply.IsSuccess && reply.Ask.Operation == operation, reply => Fault(scene, reply));

    // An answer to a request that names no spoken version is written in the newest.
    private static string? Fault(Scene scene, Reply reply)
    {
        var version = reply.Code == "unsupported_api_version" ? Released.Newest : reply.Ask.Version ?? Released.Newest;
        var faults = scene.Spec.Validate(version, DefinitionOf(reply)!, reply.Body);
        return faults.Count == 0 ? null : $"the answer is no {DefinitionOf(reply)}: {string.Join("; ", faults)}";
    }
}
