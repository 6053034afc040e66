using System.Text.Json.Nodes;
using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;
using Acp.Conformance.Rules;
using Acp.Conformance.Specification;

namespace Acp.Conformance.Examples;

/// <summary>What came of a published example.</summary>
/// <param name="Why">Of a request that must be refused and of everything but green.</param>
internal sealed record Replay(string Version, string Name, State State, string? Why = null);

/// <summary>
/// Sends every published request that its own schema accepts, as it stands: only ids of items and options, and tokens,
/// are the shop's. Then the answer must fit, too.
/// </summary>
internal sealed class ExampleReplays(HttpClient http, Wire wire, ShopFacts shop, SpecFolder spec)
{
    private readonly Scene scene = new(http, wire, shop, spec);

    public async Task<IReadOnlyList<Replay>> Go()
    {
        var replays = new List<Replay>();
        foreach (var example in PublishedExamples.Of(wire.Version, spec).Where(example => example is { IsRequest: true, Faults.Count: 0 }))
        {
            replays.Add(await Try(example));
        }

        return replays;
    }

    private async Task<Replay> Try(Example example)
    {
        try
        {
            var reply = await Send(example);
            var faults = spec.Validate(wire.Version, SchemaRules.DefinitionOf(reply)!, reply.Body);
            Must.Hold(faults.Count == 0, $"the answer must fit: {string.Join("; ", faults)}", reply);
            return Judge(example, reply);
        }
        catch (NotTriedException e)
        {
            return new Replay(wire.Version, example.Name, State.NotTried, e.Message);
        }
        catch (Exception e)
        {
            return new Replay(wire.Version, example.Name, State.Red, e.Message);
        }
    }

    private Replay Judge(Example example, Reply reply)
    {
        if (WhyRefused(example) is { } why)
        {
            Must.Hold(reply.Status is >= 400 and < 500, $"it must be refused: {why}", reply);
            return new Replay(wire.Version, example.Name, State.Green, $"refused, as it must be: {why}");
        }

        Must.Hold(reply.IsSuccess, "it must succeed", reply);
        return new Replay(wire.Version, example.Name, State.Green);
    }

    private static string? WhyRefused(Example example) => example switch
    {
        _ when example.Body["items"] is JsonArray items && items.Any(item => item?["quantity"]?.GetValue<decimal>() % 1 != 0) => "it asks for a fraction of something that is sold by the piece",
        _ when example.Name.Contains("seller_backed", StringComparison.Ordinal) => "it pays with a handler that the shop does not declare",
        _ when example.Body["authentication_result"]?["outcome"]?.GetValue<string>() is "denied" => "the shopper was not authenticated",
        _ => null,
    };

    private Task<Reply> Send(Example example) => example.Definition switch
    {
        "CheckoutSessionCreateRequest" => scene.Agent.Create(Ours(example.Body)),
        "CheckoutSessionUpdateRequest" => Update(example.Body),
        "CheckoutSessionCompleteRequest" => Complete(example.Body),
        _ => Cancel(example.Body),
    };

    private async Task<Reply> Update(JsonObject body)
    {
        var session = await scene.Addressed();
        return await scene.Agent.Update(session.Id!, Ours(body, OptionOf(session)));
    }

    private async Task<Reply> Complete(JsonObject body)
    {
        var session = await scene.Addressed();
        await scene.Agent.Update(session.Id!, scene.Choice(session));
        if (!body.ContainsKey("authentication_result"))
        {
            return await scene.Agent.Complete(session.Id!, Ours(body));
        }

        await scene.Agent.Complete(session.Id!, scene.Payment(shop.AuthenticatedToken));
        var asked = (await scene.Agent.Retrieve(session.Id!)).SessionStatus == "authentication_required";
        var reply = await scene.Agent.Complete(session.Id!, Ours(body));
        return asked || reply.HasCompleted || body["authentication_result"]?["outcome"]?.GetValue<string>() == "denied"
            ? reply
            : throw new NotTriedException("The shop asked for no result: it has no metadata to give in this version.");
    }

    private async Task<Reply> Cancel(JsonObject body) => await scene.Agent.Cancel((await scene.Ready()).Id!, body);

    private static string OptionOf(Reply session) => session.Body.At("fulfillment_options").List()[0].At("id").Text()!;

    /// <summary>The example with the shop's ids and tokens in the places of the published ones, and nothing else changed.</summary>
    private JsonObject Ours(JsonObject body, string option = "")
    {
        var ours = body.DeepClone().AsObject();
        Replace(ours, option, ours.ContainsKey("authentication_result") ? shop.AuthenticatedToken : shop.PayingToken);
        return ours;
    }

    private void Replace(JsonNode? node, string option, string token)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Replace(item, option, token);
            }
        }

        if (node is not JsonObject given)
        {
            return;
        }

        foreach (var (name, value) in given.ToList())
        {
            var changed = name switch
            {
                "id" when value?.GetValueKind() == System.Text.Json.JsonValueKind.String => ItemOf(value.GetValue<string>()),
                "option_id" or "fulfillment_option_id" => option,
                "item_ids" => new JsonArray([.. value!.AsArray().Select(id => (JsonNode)ItemOf(id!.GetValue<string>()))]),
                "token" when value!.GetValue<string>() is var text && (text.StartsWith("spt_", StringComparison.Ordinal) || text.StartsWith("vt_", StringComparison.Ordinal)) => token,
                _ => (JsonNode?)null,
            };
            if (changed is not null)
            {
                given[name] = changed;
            }
            else
            {
                Replace(value, option, token);
            }
        }
    }

    private string ItemOf(string published) => published.EndsWith("456", StringComparison.Ordinal) ? shop.SecondItem : shop.PhysicalItem;
}
