using Acp.Attention;
using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Payments;
using Acp.Store;

namespace Acp.Tests;

/// <summary>Marks are written by the commits that open and settle, and by nothing else.</summary>
public sealed class When_something_waits_for_a_person : IDisposable
{
    private readonly World world = new();

    public When_something_waits_for_a_person() => world.Options.RepeatDelay = TimeSpan.Zero;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_charge_bears_its_mark_since_its_first_send_and_until_it_is_settled()
    {
        var (id, began) = (await world.ReadySession(), world.Clock.Now);
        world.Lose(world.Options.SendsPerCall, Fault.ReplyLost);
        Assert.IsType<Answer.PaymentOutcomeUnknown>(await world.Complete(id, "spt_1"));
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        var marked = Assert.Single((await Marked(Marks.UnknownAttempt)).Longest);
        Assert.Equal((CheckoutSession.KeyOf(id), began), (marked.Key, marked.Since));

        Told.Completed(await world.Complete(id, "spt_1"));
        Assert.Equal(0, (await Marked(Marks.UnknownAttempt)).Count);
    }

    [Fact]
    public async Task A_decline_leaves_no_mark()
    {
        await world.Complete(await world.ReadySession(), "spt_decline");

        Assert.Equal(0, (await Marked(Marks.UnknownAttempt)).Count);
    }

    [Fact]
    public async Task A_shopper_who_must_authenticate_is_waited_for_and_found_by_the_payment()
    {
        var id = await world.ReadySession();
        await world.Complete(id, "spt_3ds");

        Assert.Equal(CheckoutSession.KeyOf(id), Assert.Single((await Marked(Marks.Waiting)).Longest).Key);
        var intent = ((Payment.Waiting)(await world.Stored(id)).Payment).IntentId;
        Assert.Equal([CheckoutSession.KeyOf(id)], await Found(intent));

        world.Provider.Authenticate(id, succeeds: true);
        await world.Session(id).LookAgain();

        Assert.Equal(0, (await Marked(Marks.Waiting)).Count);
        Assert.Equal([OrderRecord.KeyOf((await world.Stored(id)).Order!.Id)], await Found(intent));
    }

    [Fact]
    public async Task A_charge_that_is_not_the_sessions_own_is_one_contradiction_however_often_it_is_heard_of()
    {
        var id = await world.ReadySession();
        Told.Completed(await world.Complete(id, "spt_1"));
        var request = world.Provider.Freeze(new ChargeOrder(id, 7, 500, "usd", "spt_elsewhere"));
        var stray = Assert.IsType<ChargeAnswer.Succeeded>(await world.Provider.Charge($"acp:{id}:7", request, DateTimeOffset.MaxValue)).IntentId;

        await world.Session(id).LookAgain(stray);
        await world.Session(id).LookAgain(stray);

        var found = StateCodec.Decode<Contradiction>(Assert.Single((await Marked(Marks.Contradiction)).Longest).State.Span);
        Assert.Equal((id, ContradictionKind.StrayCharge, stray), (found.Session, found.Kind, found.Intent));
        var desk = new ContradictionDesk(world.Store, world.Ids, world.Clock);
        Assert.True((await desk.Settle(found.Id, "ann", "refunded there"))!.Value.Changed);
        Assert.False((await desk.Settle(found.Id, "bob", "again"))!.Value.Changed);
        Assert.Null(await desk.Settle("cs_none~StrayCharge~pi", "ann", "x"));

        await world.Session(id).LookAgain(stray);
        Assert.Equal(0, (await Marked(Marks.Contradiction)).Count);
    }

    [Fact]
    public async Task An_address_is_found_in_any_case_and_does_not_stand_in_the_index()
    {
        Assert.Equal(BuyerDigest.Of("Ada@Example.com"), BuyerDigest.Of(" ada@example.COM "));
        Assert.NotEqual(BuyerDigest.Of("ada@example.com"), BuyerDigest.Of("ada@example.org"));
        Assert.DoesNotContain("ada", BuyerDigest.Of("ada@example.com")!, StringComparison.Ordinal);
        Assert.Empty(await world.Inventory.Search(new SearchTerms("ada@example.com", null), 10));
    }

    private ValueTask<MarkedStates> Marked(string mark) => world.Inventory.FindMarked(mark, world.Clock.Now, 10);

    private async Task<IEnumerable<string>> Found(string intent) => (await world.Inventory.Search(new SearchTerms(Buyer: null, intent), 10)).Select(state => state.Key);
}
