using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Erasures;
using Acp.Orders;
using Acp.Payments;
using Acp.Pricing;

namespace Acp.Tests;

public sealed class When_an_erasure_meets_what_it_must_not_take : IDisposable
{
    private static readonly ErasureWish Wish = new("ann", "he asked", Overrules: true);
    private static readonly DateTimeOffset At = SomeOrder.Placed.AddYears(11);
    private readonly World world = new() { Erases = true };

    public void Dispose() => world.Dispose();

    /// <summary>Only that version can tell what is a buyer's and what is money's.</summary>
    [Theory]
    [InlineData("session")]
    [InlineData("attempt")]
    [InlineData("order")]
    [InlineData("payment")]
    [InlineData(null)]
    public async Task Whatever_a_newer_version_wrote_is_waited_for(string? where)
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_1");
        var (session, order) = (await world.Stored(id), await world.OrderOf(id));
        var charged = (Payment.Charged)session.Payment;
        var newer = new Dictionary<string, JsonElement> { ["fee"] = JsonSerializer.SerializeToElement(17) };
        (session, order) = where switch
        {
            "session" => (session with { Unknown = newer }, order),
            "attempt" => (session with { Payment = charged with { Attempt = charged.Attempt! with { Unknown = newer } } }, order),
            "order" => (session, order with { Unknown = newer }),
            "payment" => (session, order with { Placed = order.Placed with { Payment = order.Placed.Payment! with { Unknown = newer } } }),
            _ => (session, order),
        };
        var wish = new Erasure(id, order.Placed.Id, "ann", Overrules: true, At);

        Assert.Equal(where is null ? [] : [ErasureObstacle.NewerVersion], ErasureDecider.Obstacles(wish, session, order, At, world.Options.ReplyRetention));
    }

    /// <summary>A reply's life is what it was when it was kept, whatever is set since.</summary>
    [Fact]
    public async Task A_key_that_was_used_anew_answers_with_what_it_made_last()
    {
        var first = world.Ids.New("cs_");
        await world.Session(first).Create(world.Call("reused", path: "/"), World.Creation());
        await world.Complete(first, "spt_1");
        world.Options.ReplyRetention = TimeSpan.FromHours(48);
        world.Clock.Advance(TimeSpan.FromHours(26));
        var second = world.Ids.New("cs_");
        var made = Assert.IsType<Answer.Replied>(await world.Session(second).Create(world.Call("reused", path: "/"), World.Creation()));

        await world.Erasures.OfSession(first, Wish);

        var again = Assert.IsType<Answer.Replied>(await world.Session(second).Create(world.Call("reused", path: "/"), World.Creation()));
        Assert.Equal((true, Text(made)), (again.Replayed, Text(again)));
    }

    [Fact]
    public void An_order_that_is_forgotten_stays_while_a_bank_has_not_decided_and_until_that_is_told()
    {
        var forgotten = SomeOrder.Of(1) with { Erased = new ErasedOrder(At, "US", "CA") { Forgets = true } };
        var dispute = new OrderDispute("d_1", "dp_1", DisputeStage.Open, "needs_response", 500, "fraudulent", At);
        var disputed = forgotten with
        {
            Money = forgotten.Money.With(dispute),
            Entries = [new OrderEntry.DisputeChanged("d_1", "needs_response", AdjustmentStatus.Pending, 500, null, At.AddSeconds(20))],
        };
        var decided = disputed with { Money = disputed.Money.With(dispute with { Stage = DisputeStage.Lost }) };

        Assert.Equal(At, forgotten.Index().KeptUntil);
        Assert.Null(disputed.Index().KeptUntil);
        Assert.Equal(At.AddSeconds(20).AddDays(7), decided.Index().KeptUntil);
        Assert.Null((SomeOrder.Of(1) with { Erased = new ErasedOrder(At, "US", "CA") }).Index().KeptUntil);
    }

    /// <summary>Also for a process that does not know of erased orders and writes it without that member.</summary>
    [Fact]
    public async Task Where_tax_was_owed_stands_on_the_orders_trail_as_well()
    {
        var id = await world.ReadySession();
        await world.Session(id).Complete(world.Call(path: $"/{id}/complete"), World.With("spt_1", new Address("Ada", "1 Way", null, "Town", "CA", "US", "90001")));

        await world.Erasures.OfSession(id, Wish);

        var order = await world.OrderOf(id);
        var told = JsonDocument.Parse(Assert.Single(await world.Store.ReadAudit(OrderRecord.KeyOf(order.Placed.Id)), it => it.Event == "buyer.erased").Detail).RootElement;
        Assert.Equal((order.Erased!.Country, order.Erased.State), (told.GetProperty("country").GetString(), told.GetProperty("state").GetString()));
        Assert.Equal("US", order.Erased.Country);
    }

    private static string Text(Answer.Replied answer) => System.Text.Encoding.UTF8.GetString(answer.Reply.Body.Span);
}
