using System.Text.Json.Nodes;
using Acp.Conformance.Protocol;

namespace Acp.Conformance.Driving;

/// <summary>An agent platform that speaks one version. What it asks is right unless the asking rule says otherwise.</summary>
internal sealed class Agent(HttpClient http, Wire wire, ShopFacts shop, Evidence evidence)
{
    private const string Sessions = "/checkout_sessions";

    public static string NewKey() => $"conformance-{Guid.NewGuid():N}";

    public Ask Asking(Operation operation, string? id = null, JsonNode? body = null, string? key = null) => new(operation, MethodOf(operation), PathOf(operation, id))
    {
        Authorization = operation == Operation.Discovery ? null : $"Bearer {shop.Key}",
        Version = operation == Operation.Discovery ? null : wire.Version,
        IdempotencyKey = MethodOf(operation) == HttpMethod.Post ? key ?? NewKey() : null,
        Body = body?.ToJsonString(),
    };

    public Task<Reply> Create(JsonObject body, string? key = null) => Send(Asking(Operation.Create, null, body, key));

    public Task<Reply> Retrieve(string id) => Send(Asking(Operation.Retrieve, id));

    public Task<Reply> Update(string id, JsonObject body, string? key = null) => Send(Asking(Operation.Update, id, body, key));

    public Task<Reply> Complete(string id, JsonObject body, string? key = null) => Send(Asking(Operation.Complete, id, body, key));

    public Task<Reply> Cancel(string id, JsonObject? body = null, string? key = null) => Send(Asking(Operation.Cancel, id, body, key));

    public Task<Reply> Discover() => Send(Asking(Operation.Discovery));

    public async Task<Reply> Send(Ask ask)
    {
        using var message = ask.ToMessage();
        using var response = await http.SendAsync(message);
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .SelectMany(header => header.Value.Select(value => (header.Key, Value: value)))
            .ToLookup(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        var reply = new Reply(ask, (int)response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync());
        evidence.Add(reply);
        return reply;
    }

    private static HttpMethod MethodOf(Operation operation) =>
        operation is Operation.Retrieve or Operation.Discovery ? HttpMethod.Get : HttpMethod.Post;

    private static string PathOf(Operation operation, string? id) => operation switch
    {
        Operation.Create => Sessions,
        Operation.Discovery => "/.well-known/acp.json",
        Operation.Complete => $"{Sessions}/{Uri.EscapeDataString(id!)}/complete",
        Operation.Cancel => $"{Sessions}/{Uri.EscapeDataString(id!)}/cancel",
        _ => $"{Sessions}/{Uri.EscapeDataString(id!)}",
    };
}
