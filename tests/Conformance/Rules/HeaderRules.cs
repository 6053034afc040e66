using System.Text.Json.Nodes;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Rules;

/// <summary>Who calls, in what form, and what of the envelope comes back.</summary>
internal static class HeaderRules
{
    private const string Headers = "RFC agentic checkout §3.1";

    public static IReadOnlyList<Rule> All { get; } =
    [
        Rule.Demanded("headers.authorization", "A request without Authorization is refused with 401.", Headers, Released.All, A_request_without_a_key_is_refused),
        Rule.Demanded("headers.authorization-known", "A key that is not known, and a scheme that is not Bearer, are refused with 401.", Headers, Released.All, A_strange_key_is_refused),
        Rule.Demanded("headers.authorization-everywhere", "Every operation on a session demands the key.", "RFC agentic checkout §7", Released.All, Every_operation_demands_the_key),
        Rule.Demanded("headers.content-type", "A body that is not application/json is refused.", Headers, Released.All, A_body_of_another_type_is_refused),
        Rule.Demanded("headers.json", "Every answer is JSON and says so.", Headers, Released.All, Every_answer_is_JSON).Always(),
        Rule.Demanded("headers.optional", "Accept-Language and User-Agent may be sent or left out.", Headers, Released.All, Optional_headers_change_nothing),
        Rule.Demanded("headers.unsigned", "Signature and Timestamp may be left out where no key was agreed.", "RFC agentic checkout §7", Released.All, An_unsigned_request_is_served),
        Rule.Demanded("headers.get-without-key", "Retrieving needs no Idempotency-Key.", "RFC agentic checkout §6.1; OpenAPI parameters", Released.All, Retrieving_needs_no_idempotency_key),
        Rule.Recommended("headers.request-id", "Request-Id comes back on every answer where it was sent.", Headers, Released.All, The_request_id_comes_back),
        Rule.Recommended("headers.key-echo", "Idempotency-Key comes back on every answer to a POST that sent it.", Headers, Released.All, The_idempotency_key_comes_back).Always(),
        Rule.Recommended("headers.request-id-on-errors", "Request-Id comes back on refusals, too.", Headers, Released.All, The_request_id_comes_back_with_an_error),
    ];

    private static async Task A_request_without_a_key_is_refused(Scene scene)
    {
        var reply = await scene.Agent.Send(scene.Agent.Asking(Operation.Create, null, scene.Basket()) with { Authorization = null });
        Must.HaveStatus(reply, 401);
    }

    private static async Task A_strange_key_is_refused(Scene scene)
    {
        var ask = scene.Agent.Asking(Operation.Create, null, scene.Basket());
        foreach (var authorization in new[] { "Bearer not-a-key-of-anyone", "Basic " + scene.Shop.Key, scene.Shop.Key, "Bearer" })
        {
            Must.HaveStatus(await scene.Agent.Send(ask with { Authorization = authorization, IdempotencyKey = Agent.NewKey() }), 401);
        }
    }

    private static async Task Every_operation_demands_the_key(Scene scene)
    {
        var id = (await scene.Ready()).Id!;
        foreach (var (operation, body) in new[]
                 {
                     (Operation.Retrieve, null), (Operation.Update, scene.Basket()), (Operation.Complete, scene.Payment()), (Operation.Cancel, null),
                 })
        {
            Must.HaveStatus(await scene.Agent.Send(scene.Agent.Asking(operation, id, body) with { Authorization = null }), 401);
        }

        var after = await scene.Agent.Retrieve(id);
        Must.Equal("ready_for_payment", after.SessionStatus, "after refused requests the status", after);
    }

    private static async Task A_body_of_another_type_is_refused(Scene scene)
    {
        var ask = scene.Agent.Asking(Operation.Create, null, scene.Basket());
        Must.Refuse(await scene.Agent.Send(ask with { ContentType = "text/plain" }));
        Must.Refuse(await scene.Agent.Send(ask with { ContentType = "application/x-www-form-urlencoded", IdempotencyKey = Agent.NewKey() }));
    }

    private static Task Every_answer_is_JSON(Scene scene) => Every.Reply(scene, _ => true, reply =>
        reply.Header("Content-Type")?.Split(';')[0].Trim() != "application/json" ? "Content-Type must be application/json"
        : reply.Body.Exists() ? null
        : "the body must be JSON");

    private static async Task Optional_headers_change_nothing(Scene scene)
    {
        var ask = scene.Agent.Asking(Operation.Create, null, scene.Basket());
        Must.HaveStatus(await scene.Agent.Send(ask with { Headers = [("Accept-Language", "de-CH, en;q=0.8"), ("User-Agent", "Conformance/1.0")] }), 201);
    }

    private static async Task An_unsigned_request_is_served(Scene scene)
    {
        var reply = await scene.Agent.Create(scene.Basket());
        Must.Hold(reply.IsSuccess, "an unsigned request must be served", reply);
    }

    private static async Task Retrieving_needs_no_idempotency_key(Scene scene) =>
        Must.HaveStatus(await scene.Agent.Retrieve((await scene.Ready()).Id!), 200);

    private static async Task The_request_id_comes_back(Scene scene)
    {
        const string Given = "req-conformance-1";
        var created = await scene.Agent.Send(scene.Agent.Asking(Operation.Create, null, scene.Basket()) with { RequestId = Given });
        Must.Equal(Given, created.Header("Request-Id"), "Request-Id", created);
        var retrieved = await scene.Agent.Send(scene.Agent.Asking(Operation.Retrieve, created.Id!) with { RequestId = Given });
        Must.Equal(Given, retrieved.Header("Request-Id"), "Request-Id", retrieved);
    }

    private static Task The_idempotency_key_comes_back(Scene scene) => Every.Reply(
        scene,
        reply => reply.Ask.IdempotencyKey is { Length: >= 1 and <= 255 } && reply.Ask.Method == HttpMethod.Post,
        reply => reply.Header("Idempotency-Key") == reply.Ask.IdempotencyKey ? null : "Idempotency-Key must come back as it was sent");

    private static async Task The_request_id_comes_back_with_an_error(Scene scene)
    {
        const string Given = "req-conformance-2";
        var refused = await scene.Agent.Send(scene.Agent.Asking(Operation.Create, null, new JsonObject()) with { RequestId = Given });
        Must.Refuse(refused);
        Must.Equal(Given, refused.Header("Request-Id"), "Request-Id", refused);
    }
}
