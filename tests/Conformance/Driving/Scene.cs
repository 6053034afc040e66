using System.Text.Json;
using System.Text.Json.Nodes;
using Acp.Conformance.Protocol;
using Acp.Conformance.Specification;

namespace Acp.Conformance.Driving;

/// <summary>What a rule is tried in: one version at one shop. Its helpers ask no more of an answer than they need to go on.</summary>
internal sealed class Scene
{
    private readonly HttpClient http;
    private readonly Lazy<Task> walk;

    public Scene(HttpClient http, Wire wire, ShopFacts shop, SpecFolder spec)
    {
        (this.http, Wire, Shop, Spec) = (http, wire, shop, spec);
        Agent = new Agent(http, wire, shop, Evidence);
        walk = new(() => new StandardWalk(this).Go());
    }

    public Wire Wire { get; }

    public ShopFacts Shop { get; }

    public SpecFolder Spec { get; }

    public Evidence Evidence { get; } = new();

    public Agent Agent { get; }

    /// <summary>The same platform in another version.</summary>
    public Agent In(string version) => new(http, Wires.Of(version), Shop, Evidence);

    /// <summary>Another platform.</summary>
    public Agent Other => new(
        http, Wire, Shop with { Key = Shop.OtherKey ?? throw new NotTriedException("The key of another platform is not known (--other-key).") }, Evidence);

    /// <summary>Everything that was answered so far, after every operation was asked at least once.</summary>
    public async Task<IReadOnlyList<Reply>> EveryReply()
    {
        await walk.Value;
        return Evidence.Replies;
    }

    public JsonObject Basket(int quantity = 1) => Wire.Create(Shop, (Shop.DigitalItem, quantity));

    public JsonObject Parcel(int quantity = 1, JsonObject? to = null)
    {
        var body = Wire.Create(Shop, (Shop.PhysicalItem, quantity));
        Wire.Destination.Write(body, to ?? ShopFacts.Home());
        return body;
    }

    public JsonObject Payment(string token) => new() { ["buyer"] = Wire.Buyer(), ["payment_data"] = Wire.Payment.Pay(token) };

    public JsonObject Payment() => Payment(Shop.PayingToken);

    public async Task<Reply> Created(JsonObject body) => WithId(await Agent.Create(body));

    /// <summary>A session that can be paid for.</summary>
    public Task<Reply> Ready() => Created(Basket());

    /// <summary>A session with something to ship, to where it can be shipped.</summary>
    public Task<Reply> Addressed() => Created(Parcel());

    public async Task<Reply> Paid()
    {
        var paid = await Agent.Complete((await Ready()).Id!, Payment());
        Must.Hold(paid.IsSuccess, "a session that can be paid for must be completed", paid);
        return paid;
    }

    public async Task<Reply> Canceled()
    {
        var canceled = await Agent.Cancel((await Ready()).Id!);
        Must.Hold(canceled.IsSuccess, "an open session must be canceled", canceled);
        return canceled;
    }

    /// <summary>The choice of an option of an answer, by the index in its list.</summary>
    public JsonObject Choice(Reply session, int index = 0, string? item = null)
    {
        var options = session.Body.At("fulfillment_options").List();
        Must.Hold(options.Count > index, $"there must be at least {index + 1} fulfillment options for an address that is shipped to", session);
        return Choose(options[index], item ?? Shop.PhysicalItem);
    }

    public JsonObject Choose(JsonElement option, params IEnumerable<string> items) => new()
    {
        [Wire.Selection.Member] = Wire.Selection.Choose(option.At("type").Text() ?? "", option.At("id").Text() ?? "", items),
    };

    private static Reply WithId(Reply reply)
    {
        Must.Hold(reply is { IsSuccess: true, Id.Length: > 0 }, "a session must be created", reply);
        return reply;
    }
}
