using System.Net;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Gateway.Tests.Host;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests;

/// <summary>Over a store in memory; each reply is held against the OpenAPI document, too.</summary>
public sealed class When_a_checkout_is_searched : IAsyncLifetime
{
    private readonly ManualClock clock = new();
    private readonly FailingStore store = new();
    private AcpHost host = null!;

    private DateTimeOffset Now => clock.Now;

    public async ValueTask InitializeAsync()
    {
        host = await AcpHost.Start(configure: builder => builder.Services
            .AddSingleton<IStore>(store).AddSingleton<IInventory>(store).AddSingleton<TimeProvider>(clock));
        var (open, bought, order) = (SomeCheckouts.Open("cs_open", Now.AddMinutes(-5)), SomeCheckouts.Charged("cs_1", Now.AddDays(-1)), SomeOrders.Record("ord_cs_1"));
        var used = new TokenRecord("spt_1", new SharedPaymentToken.Used("cs_1", Now, "pi_secret"), Facts: null, Now, "one", IsListed: true);
        await Put(CheckoutSession.KeyOf("cs_open"), open, new("any", "any", null, null, null, open.CreatedAt) { Terms = SessionMarks.TermsOf(open) }, "session.created", """{"total":2390}""");
        await Put(CheckoutSession.KeyOf("cs_1"), bought, new("any", "any", null, null, null, bought.CreatedAt) { Terms = SessionMarks.TermsOf(bought) }, "payment.charge_refused", """{"attempt":1,"reason":"Too little <b>money</b>."}""");
        await Put(OrderRecord.KeyOf("ord_cs_1"), order, order.Index(), "order.confirmed", "{}");
        await Put(SharedPaymentToken.KeyOf("spt_1"), used, used.Index(Now), "token.used_by", """{"session":"cs_1"}""", used.Row());
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await store.DisposeAsync();
    }

    [Theory]
    [InlineData("cs_1", "session")]
    [InlineData("ord_cs_1", "order")]
    [InlineData("spt_1", "token")]
    [InlineData("pi_secret", "payment_intent")]
    public async Task It_is_found_by_whatever_one_has_of_it(string q, string by)
    {
        var hit = Assert.Single(await Search(q));

        Assert.Equal(
            (by, "cs_1", "ord_cs_1", "completed", "usd"),
            (hit.GetProperty("matched").GetString(), hit.GetProperty("session").GetString(), hit.GetProperty("order").GetString(), hit.GetProperty("status").GetString(), hit.GetProperty("currency").GetString()));
    }

    [Fact]
    public async Task By_the_buyers_address_in_any_case_each_is_found_once_and_the_newest_first()
    {
        var mail = Sessions.Ready().Buyer!.Email;

        var found = await Search(mail.ToUpperInvariant());

        Assert.Equal(["cs_open", "cs_1"], found.Select(hit => hit.GetProperty("session").GetString()));
        Assert.All(found, hit => Assert.Equal("buyer_mail", hit.GetProperty("matched").GetString()));
    }

    [Theory]
    [InlineData("cs_2")]
    [InlineData("cs_")]
    [InlineData("pi_")]
    [InlineData("nobody@example.com")]
    [InlineData("' OR 1=1 --")]
    [InlineData("Käse")]
    public async Task What_is_not_there_is_an_empty_list(string q) => Assert.Empty(await Search(q));

    [Fact]
    public async Task More_than_a_mail_address_can_have_is_refused()
    {
        var error = await ErrorBody.Of(await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, $"/admin/search?q={new string('a', 321)}")));

        Assert.Equal((400, "invalid_parameter", "q must be at most 320 printable characters."), (error.Status, error.Code, error.Message));
    }

    [Fact]
    public async Task Its_story_has_all_that_is_kept_of_it_in_the_order_of_time()
    {
        var told = new EventRecord(
            new("evt_1", "charge.dispute.created", EventSubject.Dispute, Now, Session: null, null, null, "pi_secret"), ProviderEventStatus.Dead, 12, "provider not answered", Now.AddHours(1), null);
        var sent = DeliveryRecord.Fresh("merchant", "ord_cs_1", Now) with { Sends = [new LoggedSend(Now.AddHours(2), 1, 500, 12, "status 500")] };
        await Put(EventRecord.KeyOf("evt_1"), told, told.Index(), "event.received", "{}");
        await Put(DeliveryRecord.KeyOf("merchant", "ord_cs_1"), sent, sent.Index(), "delivery.skipped", "{}");

        var story = await Story("cs_1");

        var entries = story.GetProperty("story").EnumerateArray().ToArray();
        Assert.Equal(entries.Select(entry => entry.GetProperty("at").GetDateTimeOffset()).Order(), entries.Select(entry => entry.GetProperty("at").GetDateTimeOffset()));
        Assert.Contains(entries, entry => Is(entry, "payment", "warning", "Too little <b>money</b>."));
        Assert.Contains(entries, entry => Is(entry, "token", "ok", "used"));
        Assert.Contains(entries, entry => Is(entry, "order", "ok", "placed"));
        Assert.Contains(entries, entry => Is(entry, "event", "error", "charge.dispute.created"));
        Assert.Equal("ord_cs_1", story.GetProperty("order").GetString());
    }

    [Fact]
    public async Task The_story_of_a_session_that_was_forgotten_is_told_by_its_order()
    {
        var used = new TokenRecord("spt_2", new SharedPaymentToken.Used("cs_gone", Now, "pi_secret"), Facts: null, Now, "one", IsListed: true);
        await Put(SharedPaymentToken.KeyOf("spt_2"), used, used.Index(Now), "token.used_by", """{"session":"cs_gone"}""", used.Row());

        var story = await Story("cs_gone");

        Assert.True(story.GetProperty("forgotten").GetBoolean());
        Assert.Equal("ord_cs_1", story.GetProperty("order").GetString());
    }

    private static bool Is(JsonElement entry, string kind, string state, string says) =>
        entry.GetProperty("kind").GetString() == kind && entry.GetProperty("state").GetString() == state
        && entry.GetProperty("what").GetString()!.Contains(says, StringComparison.Ordinal);

    private async Task<JsonElement[]> Search(string q) =>
        [.. (await Get($"/admin/search?q={Uri.EscapeDataString(q)}")).GetProperty("data").EnumerateArray()];

    private Task<JsonElement> Story(string id) => Get($"/admin/checkout_sessions/{id}/story");

    private async Task<JsonElement> Get(string path)
    {
        using var answer = await host.Operator.SendAsync(AcpHost.Admin(HttpMethod.Get, path, key: AcpHost.ReadKey));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement;
    }

    private async Task Put<T>(string key, T state, IndexColumns index, string what, string detail, TokenRow? row = null)
        where T : Stored =>
        Assert.IsType<Verdict.Committed>(await store.Commit(new Unit(Guid.CreateVersion7(), Now)
        {
            States = [new Snapshot<T>(key, State: null, Version: 0).To(state, index) with { Token = row }],
            Audit = [new AuditEntry(key, Now, "clock", what, detail)],
        }));
}
