using System.Text;
using Acp.CheckoutSessions;
using Acp.Pricing;
using Acp.Store;

namespace Acp.Tests;

/// <summary>What stands in a database from before there were groups, pickups and disclosures, letter by letter.</summary>
public sealed class When_an_older_version_wrote_a_session : IDisposable
{
    private const string Old = """
        {"id":"cs_old","platform":"shop-agent","currency":"usd","fulfillment_details":{"address":{"name":"Ada","line_one":"1 Main St","city":"Town","state":"OR","country":"US","postal_code":"97035"}},
        "quote":{"lines":[{"line":{"line_id":"li_item","quantity":1,"product":{"id":"item","name":"An item","unit_amount":500,"kind":"physical","tax_category":"standard","images":[],"max_per_order":99}},"base_amount":500,"discount":0,"subtotal":500,"tax":0,"total":500,"stock_counted":false}],
        "options":[{"type":"shipping","id":"slow","title":"Slow","earliest_delivery":"2026-06-18T00:00:00+00:00","latest_delivery":"2026-06-20T23:59:59+00:00","amount":500}],
        "selected":[{"type":"shipping","option_id":"slow","item_ids":["item"]}],"discount_codes":[],"applied":[],"rejected":[],
        "totals":[{"type":"subtotal","display_text":"Subtotal","amount":500},{"type":"fulfillment","display_text":"Delivery","amount":500},{"type":"total","display_text":"Total","amount":1000}],
        "obstacles":[],"taxed_at":{"name":"Ada","line_one":"1 Main St","city":"Town","state":"OR","country":"US","postal_code":"97035"}},
        "interventions":[],"payment":{"$type":"open","refused":0},"created_at":"2026-06-01T12:00:00+00:00","updated_at":"2026-06-01T12:00:00+00:00","expires_at":"2026-06-01T18:00:00+00:00"}
        """;

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void It_is_read_with_nothing_where_there_was_nothing()
    {
        var session = StateCodec.Decode<CheckoutSession>(Encoding.UTF8.GetBytes(Old));

        var view = session.View(session.CreatedAt);
        Assert.Equal(CheckoutStatus.ReadyForPayment, view.Status);
        Assert.Empty(view.Groups);
        Assert.Empty(view.Extensions);
        Assert.Null(view.QuoteId);
        Assert.Empty(view.Quote.Lines[0].Line.Product.Disclosures);
        Assert.Null(view.Quote.Lines[0].Line.Product.Sku);
        Assert.Equal((0L, null, null), (view.Quote.Options[0].Tax, view.Quote.Options[0].Pickup, view.Quote.Options[0].LocalDelivery));
        Assert.Equal("OR", session.Cart.Destination!.State);
    }

    [Fact]
    public void What_is_written_now_is_read_again_with_every_member()
    {
        var old = StateCodec.Decode<CheckoutSession>(Encoding.UTF8.GetBytes(Old));
        var pickup = new PickupTerms("Main", old.Cart.Destination!, "555", "Ring", PickupType.Locker, old.CreatedAt, old.ExpiresAt);
        var local = new LocalDeliveryTerms(old.CreatedAt, old.ExpiresAt, 7.5m, "94110");
        var session = old with
        {
            Extensions = ["discount"],
            QuoteId = "quote_1",
            Groups = [new FulfillmentGroup("g1", ["item"], FulfillmentType.LocalDelivery, old.FulfillmentDetails, "dock", "Ring twice.")],
            Quote = old.Quote with { Options = [old.Quote.Options[0] with { Tax = 7, Pickup = pickup, LocalDelivery = local }] },
        };

        var bytes = StateCodec.Encode(session);
        var again = StateCodec.Decode<CheckoutSession>(bytes.Span);

        Assert.Equal(Encoding.UTF8.GetString(bytes.Span), Encoding.UTF8.GetString(StateCodec.Encode(again).Span));
        Assert.Equal((7L, pickup, local), (again.Quote.Options[0].Tax, again.Quote.Options[0].Pickup, again.Quote.Options[0].LocalDelivery));
        Assert.Equal(("g1", FulfillmentType.LocalDelivery, "dock"), (again.Groups[0].Id, again.Groups[0].Type, again.Groups[0].LocationId));
        Assert.Equal(("quote_1", "discount"), (again.QuoteId, again.Extensions[0]));
    }

    [Fact]
    public async Task It_can_still_be_changed_and_paid()
    {
        await Write();

        Assert.Equal(200, Told.Of(await world.Session("cs_old").Update(world.Call(), World.Quantity(2))).Status);

        Told.Completed(await world.Complete("cs_old", "spt_1"));
    }

    private async Task Write() => Assert.IsType<Verdict.Committed>(await world.Store.Commit(new Unit(world.Ids.NewCommitId(), world.Clock.Now)
    {
        States =
        [
            new StateChange(
                CheckoutSession.KeyOf("cs_old"),
                0,
                Encoding.UTF8.GetBytes(Old),
                new IndexColumns("checkout_session", "ReadyForPayment", World.Platform, 1000, "usd", world.Clock.Now)),
        ],
    }));
}
