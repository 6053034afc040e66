namespace Acp.Client.Tests;

/// <summary>The real gateway, in fair weather.</summary>
public sealed class When_a_merchant_looks_behind_the_scenes(Shop shop) : IClassFixture<Shop>, IDisposable
{
    private readonly Weather weather = new([]);

    private AcpAdminClient Admin => shop.Admin(weather);

    public void Dispose() => weather.Dispose();

    [Fact]
    public async Task An_order_is_driven_to_its_end_and_paid_back()
    {
        var (session, order) = await Bought();
        var orders = Admin.Orders;

        Assert.Equal(OrderStatus.ManualReview, (await orders.Hold(order, "to look at")).OrThrow().Order.Status);
        Assert.True((await orders.Confirm(order)).OrThrow().Changed);
        Assert.Equal(order, (await orders.Note(order, "Called.")).OrThrow().Order.Id);
        var left = (await orders.Fulfill(order, new() { Type = FulfillmentTypes.Digital, AccessUrl = new("https://shop.example/read") })).OrThrow();
        Assert.Equal(OrderStatus.Completed, (await orders.Report(order, left.Made!, new("delivered"))).OrThrow().Order.Status);
        var refund = (await orders.Refund(order, new() { Amount = 100, Reason = "requested_by_customer" })).OrThrow();
        var refused = Assert.IsType<Answer<OrderDone>.Refused>(await orders.Cancel(order, "too late"));

        Assert.Equal((100, RefundStatus.Completed), (refund.Refund.Amount, refund.Refund.Status));
        Assert.Equal(refund.Remaining, (await orders.Refunds(order)).OrThrow().Remaining);
        Assert.Equal(409, refused.Error.Status);
        var detail = (await orders.Retrieve(order)).OrThrow();
        Assert.Equal((OrderStatus.Completed, session, 100), (detail.Status, detail.Session, detail.Refunded));
        Assert.Equal("Called.", Assert.Single(detail.Notes).Text);
        Assert.Contains((await orders.List(OrderStatus.Completed, limit: 200)).OrThrow().Data, row => row.Id == order);
    }

    [Fact]
    public async Task A_session_and_its_token_tell_what_happened()
    {
        var (session, order) = await Bought();

        var timeline = (await Admin.Sessions.Retrieve(session)).OrThrow();
        var refused = Assert.IsType<Answer<ResolvedSession>.Refused>(await Admin.Sessions.Resolve(session, "looks odd"));
        var rows = (await Admin.Tokens.List(new() { Session = session, Status = TokenStatus.Used, CreatedFrom = DateTimeOffset.UnixEpoch })).OrThrow();
        using var file = new MemoryStream();
        var bytes = (await Admin.Tokens.Export(ExportFormat.Jsonl, file, new() { Session = session })).OrThrow();

        var story = (await Admin.Sessions.Story(session)).OrThrow();

        Assert.Equal((order, order, false), (timeline.Order, story.Order, story.Cut));
        Assert.Contains(story.Story, entry => entry is { Kind: "payment", State: "ok" });
        Assert.Equal("nothing_to_resolve", refused.Error.Code);
        Assert.Equal((session, TokenOrigin.Granted), (Assert.Single(rows.Data).Session, rows.Data[0].Origin));
        Assert.Equal((file.Length, true), (bytes, System.Text.Encoding.UTF8.GetString(file.ToArray()).Contains(session, StringComparison.Ordinal)));
        Assert.True((await Admin.Tokens.Overview()).OrThrow().All.States["USED"] > 0);
    }

    [Fact]
    public async Task Lists_are_read_a_page_at_a_time()
    {
        var bought = new[] { await Bought(), await Bought() };
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Admin.Orders.List(limit: 1, cursor: cursor)).OrThrow();
            seen.AddRange(page.Data.Select(row => row.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Superset(bought.Select(it => it.Order).ToHashSet(), seen.ToHashSet());
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_checkout_is_found_by_its_order_and_nothing_needs_a_person()
    {
        var (session, order) = await Bought();

        var hit = Assert.Single((await Admin.Search(order)).OrThrow());
        var attention = (await Admin.Attention()).OrThrow();

        Assert.Equal((session, order, "order", OrderStatus.Confirmed), (hit.Session, hit.Order, hit.Matched, hit.OrderStatus));
        Assert.Equal((0, 0, null), (attention.UnknownAttempts.Count, attention.Contradictions.Count, attention.DeadLetters.OldestSince));
        Assert.Empty((await Admin.Contradictions.List(isOpen: true)).OrThrow().Data);
    }

    [Fact]
    public async Task A_key_is_made_though_the_reply_was_lost_and_only_the_one_that_came_opens_anything()
    {
        using var rough = new Weather([Fault.ReplyLost, Fault.StoreAway]);

        var made = (await shop.Admin(rough, new LeapingClock()).Keys.Create(new() { Kind = AccessKeyKind.Admin, Owner = "ann", Role = "read", Reason = "new desk" })).OrThrow();

        var next = (await Admin.Keys.Rotate(made.Id, new() { OverlapSeconds = 60, Reason = "a year has passed" })).OrThrow();
        Assert.DoesNotContain(next.Key, $"{made} {next}", StringComparison.Ordinal);
        Assert.Equal(made.Id, next.Replaces);
        Assert.Equal(AccessKeyStatus.Revoked, (await Admin.Keys.Revoke(made.Id, "lost")).OrThrow().Status);
        Assert.Contains((await Admin.Keys.List()).OrThrow().Data, key => key.Id == next.Id);
        Assert.Contains((await Admin.Keys.Retrieve(made.Id)).OrThrow().Timeline, entry => entry.By.Length > 0);
    }

    [Fact]
    public async Task Nothing_there_is_said_as_such()
    {
        Assert.Equal(404, Assert.IsType<Answer<ProviderEvent>.Refused>(await Admin.Events.Retrieve("evt_none")).Error.Status);
        Assert.Equal(404, Assert.IsType<Answer<Delivery>.Refused>(await Admin.Deliveries.Retrieve("merchant", "ord_none")).Error.Status);
        Assert.Equal(404, Assert.IsType<Answer<TokenDetail>.Refused>(await Admin.Tokens.Revoke("spt_none", "lost")).Error.Status);
        Assert.Empty((await Admin.Events.List(EventStatus.Dead)).OrThrow().Data);
        Assert.Empty((await Admin.Deliveries.List(status: DeliveryStatus.Dead)).OrThrow().Data);
    }

    private async Task<(string Session, string Order)> Bought()
    {
        var sessions = shop.Client(weather).Sessions;
        var session = (await sessions.Create(new() { Currency = "usd", LineItems = [new("item_ebook")] })).OrThrow();
        var paid = Assert.IsType<PaymentAnswer.Completed>(await sessions.Complete(session, $"tok_{session.Id}")).Session;
        return (paid.Id, paid.Order!.Id);
    }
}
