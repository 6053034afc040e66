using System.Text;
using System.Text.Json.Nodes;
using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Store;

namespace Acp.Tests;

/// <summary>During a rolling upgrade an older node changes what a newer one wrote: what it does not know must still be there.</summary>
public sealed class When_a_newer_version_wrote_a_record : IDisposable
{
    private const string Newer = "member_of_the_next_version";

    private readonly World world = new();

    public static TheoryData<Type> All =>
        [.. typeof(Stored).Assembly.GetTypes().Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(Stored))).OrderBy(type => type.FullName, StringComparer.Ordinal)];

    public void Dispose() => world.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public void What_it_does_not_know_is_written_again(Type type)
    {
        var read = typeof(StateCodec).GetMethod(nameof(StateCodec.Decode))!.MakeGenericMethod(type).CreateDelegate<Decoder>();
        var record = (Stored)read(Encoding.UTF8.GetBytes($$$"""{"{{{Newer}}}":{"reason":"a person looks"}}"""));
        var changed = record with { };

        var written = JsonNode.Parse(StateCodec.Encode<object>(changed).Span)!;

        Assert.Equal("a person looks", (string?)written[Newer]!["reason"]);
    }

    /// <summary>Nobody here knows whether it may stand in a log.</summary>
    [Fact]
    public void It_is_not_printed()
    {
        var hold = StateCodec.Decode<StockHold>(Encoding.UTF8.GetBytes($$$"""{"product_id":"item","quantity":2,"{{{Newer}}}":"ada@buyer.example"}"""));

        Assert.NotNull(hold.Unknown);
        Assert.Equal("StockHold { ProductId = item, Quantity = 2 }", hold.ToString());
    }

    [Fact]
    public async Task A_checkout_that_is_completed_by_an_older_node_keeps_it_in_each_of_its_parts()
    {
        var id = await world.ReadySession();
        await Rewrite(CheckoutSession.KeyOf(id), written => written[Newer] = 1);

        await world.Complete(id, "spt_1");

        var session = await Read(CheckoutSession.KeyOf(id));
        var order = (string)session["order"]!["id"]!;
        Assert.Equal(1, (int?)session[Newer]);

        await Rewrite(OrderRecord.KeyOf(order), record => (record[Newer], record["placed"]![Newer]) = (2, 3));
        await world.Grains.Get<IOrder>(order).Do(new OrderCall("ann", "key", "print"), new OrderCommand.HoldForReview("a person looks"));

        var kept = await Read(OrderRecord.KeyOf(order));
        Assert.Equal((2, 3), ((int?)kept[Newer], (int?)kept["placed"]![Newer]));
        Assert.Single(kept["entries"]!.AsArray());
    }

    private async Task<JsonNode> Read(string key) => JsonNode.Parse((await world.Store.Load(key))!.State.Span)!;

    // As a newer node would have: one version on, all else as it was.
    private async Task Rewrite(string key, Action<JsonNode> change)
    {
        var stored = (await world.Store.Load(key))!;
        var json = JsonNode.Parse(stored.State.Span)!;
        change(json);
        var state = new StateChange(key, stored.Version, Encoding.UTF8.GetBytes(json.ToJsonString()), new IndexColumns("any", "any", null, null, null, world.Clock.Now));
        Assert.IsType<Verdict.Committed>(await world.Store.Commit(new Unit(world.Ids.NewCommitId(), world.Clock.Now) { States = [state] }));
    }

    private delegate object Decoder(ReadOnlySpan<byte> bytes);
}
