using System.Net;
using System.Text.Json;
using Acp.Attention;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Gateway.Tests.Host;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests;

/// <summary><c>GET /admin/attention</c> over a store in memory; each reply is held against the OpenAPI document, too.</summary>
public sealed class When_something_needs_a_person : IAsyncLifetime
{
    private readonly ManualClock clock = new();
    private readonly FailingStore store = new();
    private AcpHost host = null!;

    private DateTimeOffset Now => clock.Now;

    public async ValueTask InitializeAsync() =>
        host = await AcpHost.Start(configure: builder => builder.Services
            .AddSingleton<IStore>(store).AddSingleton<IInventory>(store).AddSingleton<TimeProvider>(clock));

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task Where_nothing_does_all_lists_are_empty()
    {
        var report = await Report();

        Assert.Equal(0, report.GetProperty("total").GetInt64());
        Assert.Equal(0, report.GetProperty("unknownAttempts").GetProperty("count").GetInt64());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("unknownAttempts").GetProperty("oldestSince").ValueKind);
        Assert.Equal(0, report.GetProperty("overdue").GetProperty("lagSeconds").GetInt64());
    }

    [Fact]
    public async Task A_charge_that_nobody_knows_of_is_named_by_its_session_and_the_providers_key()
    {
        await Put(CheckoutSession.KeyOf("cs_old"), SomeCheckouts.Charging("cs_old", Now.AddMinutes(-9), sends: 4), SessionMarks.Of);
        await Put(CheckoutSession.KeyOf("cs_older"), SomeCheckouts.Charging("cs_older", Now.AddMinutes(-10)), SessionMarks.Of);
        await Put(CheckoutSession.KeyOf("cs_under_way"), SomeCheckouts.Charging("cs_under_way", Now), SessionMarks.Of);

        var unknown = (await Report()).GetProperty("unknownAttempts");

        Assert.Equal(2, unknown.GetProperty("count").GetInt64());
        Assert.Equal(Now.AddMinutes(-10).ToUnixTimeMilliseconds(), unknown.GetProperty("oldestSince").GetDateTimeOffset().ToUnixTimeMilliseconds());
        Assert.Equal(["cs_older", "cs_old"], unknown.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("session").GetString()));
        var old = unknown.GetProperty("items")[1];
        Assert.Equal(("acp:cs_old:1", 4, "token"), (old.GetProperty("providerKey").GetString(), old.GetProperty("sends").GetInt32(), old.GetProperty("rail").GetString()));
    }

    [Fact]
    public async Task Twenty_are_shown_and_all_are_counted()
    {
        for (var i = 0; i < 25; i++)
        {
            await Put(CheckoutSession.KeyOf($"cs_{i}"), SomeCheckouts.Charging($"cs_{i}", Now.AddHours(-i - 1)), SessionMarks.Of);
        }

        var unknown = (await Report()).GetProperty("unknownAttempts");

        Assert.Equal((25, 20), (unknown.GetProperty("count").GetInt32(), unknown.GetProperty("items").GetArrayLength()));
        Assert.Equal("cs_24", unknown.GetProperty("items")[0].GetProperty("session").GetString());
    }

    [Fact]
    public async Task A_shopper_who_has_not_authenticated_since_yesterday_is_named()
    {
        await Put(CheckoutSession.KeyOf("cs_today"), SomeCheckouts.Waiting("cs_today", Now.AddHours(-23)), SessionMarks.Of);
        await Put(CheckoutSession.KeyOf("cs_before"), SomeCheckouts.Waiting("cs_before", Now.AddHours(-25)), SessionMarks.Of);

        var waiting = Assert.Single((await Report()).GetProperty("waitingSessions").GetProperty("items").EnumerateArray());

        Assert.Equal(
            ("cs_before", "shopper", "pi_1"),
            (waiting.GetProperty("session").GetString(), waiting.GetProperty("waitingFor").GetString(), waiting.GetProperty("paymentIntent").GetString()));
    }

    [Fact]
    public async Task What_other_states_wait_for_is_in_a_list_of_its_own()
    {
        var dead = DeliveryRecord.Fresh("merchant", "ord_1", Now) with { Delivered = 2, Tries = 9, DeadSince = Now.AddHours(-1) };
        var left = new EventRecord(
            new("evt_1", "refund.updated", EventSubject.Refund, Now, "cs_1", null, null, "pi_1"), ProviderEventStatus.Dead, 12, "provider not answered", Now.AddHours(-2), null);
        var revoked = new TokenRecord(
            "spt_1", new SharedPaymentToken.Revoked(Now.AddHours(-3), "ann", "lost", Confirmed: false), Facts: null, Now, "one", IsListed: true);
        await Put(DeliveryRecord.KeyOf("merchant", "ord_1"), dead, it => it.Index().Mark);
        await Put(EventRecord.KeyOf("evt_1"), left, it => it.Index().Mark);
        await Put(SharedPaymentToken.KeyOf("spt_1"), revoked, it => it.Index(Now).Mark);

        var report = await Report();

        Assert.Equal(3, report.GetProperty("total").GetInt64());
        Assert.Equal(("merchant", 3), (Only(report, "deadLetters").GetProperty("endpoint").GetString(), Only(report, "deadLetters").GetProperty("sequence").GetInt32()));
        Assert.Equal(("evt_1", "dead"), (Only(report, "leftEvents").GetProperty("id").GetString(), Only(report, "leftEvents").GetProperty("status").GetString()));
        Assert.Equal(("spt_1", "ann"), (Only(report, "unconfirmedRevocations").GetProperty("token").GetString(), Only(report, "unconfirmedRevocations").GetProperty("by").GetString()));
    }

    [Fact]
    public async Task What_nobody_takes_up_is_behind_by_its_kind()
    {
        await store.Commit(new Unit(Guid.CreateVersion7(), Now) { Due = [new DueTime("session/cs_1", Now.AddMinutes(-5)), new DueTime("order/ord_1", Now.AddHours(1))] });

        var overdue = (await Report()).GetProperty("overdue");

        Assert.Equal(1, overdue.GetProperty("count").GetInt64());
        Assert.Equal(300, overdue.GetProperty("lagSeconds").GetInt64());
        Assert.Equal("session", Assert.Single(overdue.GetProperty("kinds").EnumerateArray()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_contradiction_stays_until_an_owner_says_what_was_done()
    {
        var desk = new ContradictionDesk(store, new CountingIds(), clock);
        var found = new Contradiction("cs_1", ContradictionKind.StrayCharge, "pi_9", null, null, null, Now);
        Assert.True(await desk.Put(found, "provider", "provider.stray_charge"));
        Assert.False(await desk.Put(found, "provider", "provider.stray_charge"));
        Assert.Equal("stray_charge", Only(await Report(), "contradictions").GetProperty("kind").GetString());

        using var settled = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Post, $"/admin/contradictions/{found.Id}/settle", """{"reason":"refunded at the provider"}"""));
        using var again = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Post, $"/admin/contradictions/{found.Id}/settle", """{"reason":"once more"}"""));

        Assert.Equal(HttpStatusCode.OK, settled.StatusCode);
        Assert.Contains("refunded at the provider", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await Report()).GetProperty("total").GetInt64());
        Assert.Equal(
            ["provider.stray_charge", "contradiction.settled"], (await store.ReadAudit(CheckoutSession.KeyOf("cs_1"))).Select(entry => entry.Event));
    }

    private static JsonElement Only(JsonElement report, string list) => Assert.Single(report.GetProperty(list).GetProperty("items").EnumerateArray());

    private async Task<JsonElement> Report()
    {
        using var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, "/admin/attention", key: AcpHost.ReadKey));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
    }

    private async Task Put<T>(string key, T state, Func<T, Mark?> mark)
        where T : Stored =>
        Assert.IsType<Verdict.Committed>(await store.Commit(new Unit(Guid.CreateVersion7(), Now)
        {
            States = [new Snapshot<T>(key, State: null, Version: 0).To(state, new IndexColumns("any", "any", null, null, null, Now) { Mark = mark(state) })],
        }));
}
