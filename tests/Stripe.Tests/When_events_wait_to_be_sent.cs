using System.Text;
using System.Text.Json;
using Acp.Fakes;

namespace Acp.Stripe.Tests;

/// <summary>What a schedule, or a test that only has the control calls, can do to the order of the world.</summary>
public sealed class When_events_wait_to_be_sent : IDisposable
{
    private readonly World world = new();

    private Fakes.Deliveries Deliveries => world.Stripe.Deliveries;

    [Fact]
    public async Task They_are_taken_in_the_order_in_which_they_happened()
    {
        var ids = await Three();

        Assert.Equal(ids, Taken());
        Assert.False(Deliveries.TryTake(out _));
    }

    [Fact]
    public async Task One_who_waits_gets_the_next_that_happens()
    {
        var waiting = Deliveries.Take(CancellationToken.None).AsTask();
        Assert.False(waiting.IsCompleted);
        await world.Charge("tok_visa");

        Assert.Equal("cs_1", (await waiting).Session);
    }

    [Fact]
    public async Task Held_ones_stay_until_they_are_released()
    {
        await Control("POST", "/_fake/events/hold");
        var ids = await Three();
        var waiting = Deliveries.Take(CancellationToken.None).AsTask();

        Assert.Empty(Taken());
        using var listed = JsonDocument.Parse((await Control("GET", "/_fake/events")).Body);
        Assert.True(listed.RootElement.GetProperty("held").GetBoolean());
        Assert.Equal(ids, listed.RootElement.GetProperty("waiting").EnumerateArray().Select(it => it.GetProperty("id").GetString()));
        Assert.False(waiting.IsCompleted);

        await Control("POST", "/_fake/events/release");
        Assert.Equal(ids[0], (await waiting).Id);
        Assert.Equal(ids[1..], Taken());
    }

    [Fact]
    public async Task They_can_be_put_into_another_order()
    {
        var ids = await Three();
        await Control("POST", "/_fake/events/order");
        Assert.Equal(ids.AsEnumerable().Reverse(), Deliveries.Waiting.Select(it => it.Id));

        await Control("POST", "/_fake/events/order", $"ids={ids[1]},{ids[2]}");
        Assert.Equal([ids[1], ids[2], ids[0]], Taken());
    }

    [Fact]
    public async Task They_can_be_dropped_one_by_one_or_all()
    {
        var ids = await Three();
        await Control("DELETE", $"/_fake/events/{ids[1]}");
        Assert.Equal([ids[0], ids[2]], Deliveries.Waiting.Select(it => it.Id));

        await Control("DELETE", "/_fake/events");
        Assert.Empty(Taken());
    }

    [Fact]
    public async Task They_can_be_queued_again_and_each_can_be_queued_twice()
    {
        var ids = await Three();
        Assert.Equal(ids, Taken());
        await Control("POST", $"/_fake/events/{ids[0]}/queue", "times=2");
        await Control("POST", "/_fake/events/copies", "n=2");
        await world.Charge("tok_visa", "cs_4");

        var last = world.Stripe.Events[^1].Id;
        Assert.Equal([ids[0], ids[0], last, last], Taken());
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        var ids = await Three();
        Assert.Equal(404, (await Control("POST", "/_fake/events/evt_none/queue", "", expected: 404)).Status);
        Assert.Equal(400, (await Control("POST", $"/_fake/events/{ids[0]}/deliver", "", expected: 400)).Status); // There is no endpoint.
        Assert.Equal(400, (await Control("POST", "/_fake/events/copies", "n=0", expected: 400)).Status);
        Assert.Equal(404, (await Control("PUT", "/_fake/events", "", expected: 404)).Status);
        Assert.Equal(ids, Taken());
    }

    public void Dispose() => world.Dispose();

    private async Task<List<string>> Three()
    {
        foreach (var session in new[] { "cs_1", "cs_2", "cs_3" })
        {
            await world.Charge("tok_visa", session);
        }

        return [.. world.Stripe.Events.Select(it => it.Id)];
    }

    private List<string> Taken()
    {
        var ids = new List<string>();
        while (Deliveries.TryTake(out var next))
        {
            ids.Add(next.Id);
        }

        return ids;
    }

    private async Task<FakeAnswer.Reply> Control(string method, string path, string fields = "", int expected = 200)
    {
        var request = new FakeRequest(method, path, "", new Dictionary<string, string>(), Encoding.UTF8.GetBytes(fields));
        var reply = Assert.IsType<FakeAnswer.Reply>(await world.Stripe.Handle(request));
        Assert.Equal(expected, reply.Status);
        return reply;
    }
}
