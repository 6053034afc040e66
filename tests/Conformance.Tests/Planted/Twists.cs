using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Acp.Conformance.Driving;

namespace Acp.Conformance.Tests.Planted;

/// <summary>Ways to spoil an answer.</summary>
internal static class Twists
{
    public static void If(Answer _, bool holds, Action spoil)
    {
        if (holds)
        {
            spoil();
        }
    }

    public static void Status(Answer answer, int from, int to) => If(answer, answer.Status == from, () => answer.Status = to);

    public static bool CodeIs(Answer answer, string code) => answer.IsError && answer.Text.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal);

    /// <summary>Another word for a status.</summary>
    public static void Say(Answer answer, string word, string other) => answer.EditSession(session =>
    {
        if (session["status"]?.GetValue<string>() == word)
        {
            session["status"] = other;
        }
    });

    public static void Discovered(Answer answer, Action<JsonObject> change) => If(answer, answer.Operation == Operation.Discovery, () => answer.Edit(change));

    public static void Turn(JsonObject body, string list)
    {
        if (body[list] is JsonArray array)
        {
            body[list] = new JsonArray([.. array.Reverse().Select(item => item!.DeepClone())]);
        }
    }

    public static void Each(JsonObject session, Action<JsonObject> change) => InEach(session["totals"], change);

    public static void EachOption(JsonObject session, Action<JsonObject> change) => InEach(session["fulfillment_options"], change);

    public static void EachMessage(JsonObject session, Action<JsonObject> change) => InEach(session["messages"], change);

    public static void Line(JsonObject session, Action<JsonObject> change) => InEach(session["line_items"], change);

    public static void Add(JsonObject session, string type, int cents) => Each(session, total =>
    {
        if (total["type"]!.GetValue<string>() == type)
        {
            total["amount"] = total["amount"]!.GetValue<long>() + cents;
        }
    });

    public static void Drop(JsonObject session, string type) =>
        session["totals"] = new JsonArray([.. session["totals"]!.AsArray().Where(total => total!["type"]!.GetValue<string>() != type).Select(total => total!.DeepClone())]);

    public static void Rename(JsonObject session, string member, string other)
    {
        if (session[member] is { } value)
        {
            session.Remove(member);
            session[other] = value;
        }
    }

    public static void Nest(JsonObject session) => InEach(session["selected_fulfillment_options"], choice =>
    {
        choice["shipping"] = new JsonObject { ["option_id"] = choice["option_id"]!.DeepClone(), ["item_ids"] = choice["item_ids"]!.DeepClone() };
        choice.Remove("option_id");
        choice.Remove("item_ids");
    });

    public static void Flatten(JsonObject session) => InEach(session["selected_fulfillment_options"], choice =>
    {
        choice["option_id"] = choice["shipping"]?["option_id"]?.DeepClone();
        choice.Remove("shipping");
    });

    /// <summary>A server that does not know a cancel again.</summary>
    public static Action<Answer> SecondCancelIs405() => Second(Operation.Cancel, answer => answer.RequestHeader("Idempotency-Key") ?? "", 405);

    /// <summary>A server that is at the end of its means when something comes twice.</summary>
    public static Action<Answer> SecondIs503() => Second(Operation.Complete, answer => answer.RequestHeader("Idempotency-Key") ?? "", 503);

    /// <summary>A server that refuses to complete what is completed.</summary>
    public static Action<Answer> SecondCompleteIs409() => Second(Operation.Complete, answer => answer.Request.RequestUri!.AbsolutePath, 409);

    private static Action<Answer> Second(Operation operation, Func<Answer, string> of, int status)
    {
        var seen = new ConcurrentDictionary<string, byte>();
        return answer => If(answer, answer.Operation == operation && !seen.TryAdd(of(answer), 0), () => answer.Status = status);
    }

    private static void InEach(JsonNode? list, Action<JsonObject> change)
    {
        foreach (var item in (list as JsonArray ?? []).OfType<JsonObject>())
        {
            change(item);
        }
    }
}
