using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Due;
using Acp.Fakes;
using Acp.Gateway.Tests.Host;
using Acp.Orders;
using Acp.Storage.Memory;
using Acp.Store;
using Acp.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests.Erasures;

/// <summary>
/// The whole gateway on each store. Every field that tells of a buyer has a word of its own; his checkouts come to every kind of
/// end. Before he is erased each word is found in the store: so each of them would be found after it as well.
/// </summary>
public abstract class When_a_buyer_asks_to_be_forgotten : IAsyncLifetime
{
    private const string Mail = "zqmailboxofhim@buyer.example";

    /// <summary>Where each of them comes from is in <see cref="Create"/>, <see cref="Complete"/> and what is driven.</summary>
    private static readonly string[] Words =
    [
        "Zqfirst", "Zqlast", Mail, "15550199876", "Zqcustomer", "Zqfirm", "Zqtaxid", "Zqline1", "Zqline2", "Zqcity", "94777-0042", "Zqcompany",
        "Zqrecipient", "Zqbilling", "Zqnotes", "Zqmeta", "zq-ZQ", "Zqzone", "Zqquote", "Zqcode", "Zqgroupname", "Zqinstructions", "Zqprovider", "Zqpublisher",
        "Zqlastprovider", "Zqtrace", "Zqnote", "Zqhold", "Zqtrack", "Zqparcel", "Zqplace", "Zqrefund", "Zqcancel", BuyerDigest.Of(Mail)!,
        "zqmailboxofhim", // A page's request has it, in base64, and with another sign for the @.
    ];

    private readonly SkippingClock clock = new();
    private HookReceiver receiver = null!;
    private WholeGateway gateway = null!;
    private int number;

    private protected abstract string Store { get; }

    private protected abstract IEnumerable<byte[]> DumpOf(WholeGateway gateway);

    public virtual async ValueTask InitializeAsync()
    {
        receiver = await HookReceiver.Start();
        gateway = await WholeGateway.Start(
            [
                ("Store", Store), ("HostedCheckout:Enabled", "true"), ("Checkout:RepeatDelay", "00:00:00.01"), ("Checkout:SettleAfter", "00:10:00"), // Not while it is looked at, however slow the machine.
                ("Merchant:Webhook:Url", receiver.UrlOf("merchant")), ("Merchant:Webhook:Secrets:0", "whsec_of_the_merchant_here"),
                ("Platforms:0:Webhook:Url", receiver.UrlOf("platform")), ("Platforms:0:Webhook:Secrets:0", "whsec_of_the_platform_here"), ("Platforms:0:Webhook:Version", AcpHost.Version),
            ],
            services => services.AddSingleton<TimeProvider>(clock));
    }

    public virtual async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await receiver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task No_word_of_him_is_left_anywhere_and_the_money_is_as_it_was()
    {
        var (bought, key) = await Bought();
        var canceled = await Canceled();
        var onPage = await OnPage();
        var unknown = await Unknown();
        var open = await Ready();
        var money = await Money(bought);
        Assert.All(Words, word => Assert.True(DumpOf(gateway).Holds(word), $"{word} is not looked for where it is."));

        // What is open is not touched: the request must be repeated byte for byte.
        var request = await RequestOf(unknown);
        var asked = await Ask($$"""{"buyer":"{{Mail.ToUpperInvariant()}}","reason":"he asked","overrule":true}""");
        Assert.Equal(
            new[] { (bought, "erased", ""), (canceled, "erased", ""), (onPage, "erased", ""), (unknown, "scheduled", "payment_unknown"), (open, "scheduled", "session_open") }.Order(),
            asked.Select(it => (it.Session, it.Status, it.Because)).Order());
        Assert.Equal(request, await RequestOf(unknown));

        gateway.Stripe.Faults.Clear();
        await Rest();
        Assert.IsType<Payment.Charged>((await Stored(unknown)).Payment);
        Assert.Equal(3, gateway.Stripe.Charges.Count); // Three of them paid, once each.
        var dump = DumpOf(gateway).ToList();
        Assert.All(Words, word => Assert.False(dump.Holds(word), $"{word} is still there."));

        Assert.Equal(money, await Money(bought));
        await NobodyIsTold(bought, key);
        await MoneyGoesOn(bought);
    }

    /// <summary>His order: held, let go, sent in a parcel, canceled in part, refunded in part, noted on.</summary>
    private async Task<(string Session, string Key)> Bought()
    {
        var key = $"first-{++number}";
        var session = Id(await Post("/checkout_sessions", Create(), 201, key));
        await Post($"/checkout_sessions/{session}", Choose, 200);
        var order = JsonDocument.Parse(await Post($"/checkout_sessions/{session}/complete", Complete("spt_bought"), 200)).RootElement.GetProperty("order").GetProperty("id").GetString()!;
        await Drive($"/admin/orders/{order}/notes", """{"text":"Zqnote"}""", 200);
        await Drive($"/admin/orders/{order}/hold", """{"reason":"Zqhold"}""", 200);
        await Drive($"/admin/orders/{order}/confirm", null, 200);
        var sent = JsonDocument.Parse(await Drive($"/admin/orders/{order}/fulfillments", """{"type":"shipping","lines":[{"id":"item_mug","quantity":1}],"carrier":"UPS","trackingNumber":"Zqtrack","trackingUrl":"https://ups.example/Zqtrack","description":"Zqparcel"}""", 200));
        await Drive($"/admin/orders/{order}/fulfillments/{sent.RootElement.GetProperty("made").GetString()}/events", """{"status":"in_transit","location":"Zqplace"}""", 200);
        await Drive($"/admin/orders/{order}/cancel", """{"lines":[{"id":"item_mug","quantity":1}],"reason":"Zqcancel"}""", 200);
        await Drive($"/admin/orders/{order}/refunds", """{"amount":100,"description":"Zqrefund"}""", 201);
        await Eventually.True(() => receiver.Of("merchant", order).Count >= 7);
        return (session, key);
    }

    private async Task<string> Canceled()
    {
        var session = await Ready();
        await Post($"/checkout_sessions/{session}/complete", Complete("tok_decline"), 400);
        await Post($"/checkout_sessions/{session}/cancel", """{"intent_trace":{"reason_code":"other","trace_summary":"Zqtrace"}}""", 200);
        return session;
    }

    /// <summary>A page's request has the mail address in it.</summary>
    private async Task<string> OnPage()
    {
        var session = await Ready();
        await Send(HttpMethod.Post, $"/pay/{session}", null, null, 303);
        var page = ((Payment.PageOpen)(await Stored(session)).Payment).Attempt.Page!;
        await gateway.Stripe.Handle(new FakeRequest("POST", $"/c/pay/{page.Id}", "", new Dictionary<string, string>(), Encoding.UTF8.GetBytes("card=pm_card_visa")));
        await gateway.Services.GetRequiredService<IGrains>().Get<ICheckoutSession>(session).LookAgain(Assert.Single(gateway.Stripe.ChargesOf(session)).IntentId);
        return session;
    }

    private async Task<string> Unknown()
    {
        var session = await Ready();
        gateway.Stripe.Faults.Next(FaultKind.LoseReply, times: 50);
        await Post($"/checkout_sessions/{session}/complete", Complete("spt_lost"), 503);
        return session;
    }

    private async Task<string> Ready()
    {
        var session = Id(await Post("/checkout_sessions", Create(), 201));
        await Post($"/checkout_sessions/{session}", Choose, 200);
        return session;
    }

    // Every surface that shows a checkout, and the requests of before, repeated.
    private async Task NobodyIsTold(string session, string key)
    {
        var order = (await Stored(session)).Order!.Id;
        var told = new List<string> { await Get($"/orders/{order}", null), await Post("/checkout_sessions", Create(), 201, key), await Get($"/checkout_sessions/{session}", AcpHost.Key) };
        Assert.Equal(session, Id(told[1]));
        told.Add(await Post($"/checkout_sessions/{session}/complete", Complete("spt_bought"), 200));
        foreach (var path in new[]
        {
            $"/admin/orders/{order}", "/admin/orders", $"/admin/orders/{order}/refunds", $"/admin/checkout_sessions/{session}", $"/admin/checkout_sessions/{session}/story",
            $"/admin/search?q={Mail}", $"/admin/deliveries?order={order}", $"/admin/deliveries/merchant/{order}", "/admin/erasures", $"/admin/erasures/{session}", "/admin/attention", "/admin/spt", "/admin/events",
        })
        {
            told.Add(await Get(path, AcpHost.AdminKey));
        }

        Assert.DoesNotContain(Words, word => told.Exists(text => text.Contains(word, StringComparison.Ordinal)));
        Assert.Empty(JsonDocument.Parse(await Get($"/admin/search?q={Mail}", AcpHost.AdminKey)).RootElement.GetProperty("data").EnumerateArray());
        Assert.Equal(("US", "NY"), Place(JsonDocument.Parse(await Get($"/admin/orders/{order}", AcpHost.AdminKey)).RootElement.GetProperty("erased")));
    }

    // A refund after it is made, told without him, and agrees with the provider.
    private async Task MoneyGoesOn(string session)
    {
        var order = (await Stored(session)).Order!.Id;
        var before = receiver.Of("merchant", order).Count;
        await Drive($"/admin/orders/{order}/refunds", """{"amount":200}""", 201);
        await Eventually.True(() => receiver.Of("merchant", order).Count > before && receiver.Of("platform", order).Count > 0);
        Assert.Equal(300, gateway.Stripe.Bank.RefundsOf(session).Sum(refund => refund.Amount));
        var message = Encoding.UTF8.GetString(receiver.Of("merchant", order)[^1].Body);
        Assert.DoesNotContain(Words, word => message.Contains(word, StringComparison.Ordinal));

        var span = string.Create(CultureInfo.InvariantCulture, $"from={clock.GetUtcNow().AddDays(-2):yyyy-MM-dd'T'HH:mm:ss'Z'}&to={clock.GetUtcNow().AddMinutes(1):yyyy-MM-dd'T'HH:mm:ss'Z'}");
        var found = JsonDocument.Parse(await Get($"/admin/reconciliation?{span}", AcpHost.AdminKey)).RootElement;
        Assert.All(found.GetProperty("findings").EnumerateArray(), finding => Assert.Equal("match", finding.GetProperty("kind").GetString()));
    }

    private async Task<(long Charged, long Refunded, string Totals, string Lines, OrderPayment? Payment)> Money(string session)
    {
        var order = (await new OrderReader(gateway.Services.GetRequiredService<IStore>()).Load((await Stored(session)).Order!.Id))!;
        var snapshot = order.Snapshot();
        return (snapshot.Charged, snapshot.Refunded, JsonSerializer.Serialize(snapshot.Totals), JsonSerializer.Serialize(snapshot.Lines), order.Placed.Payment);
    }

    // The charge settles, the session expires, what they left open is done, and looked at once more: beside the gateway's own loop.
    private async Task Rest()
    {
        for (var hour = 0; !(await Erasures()).All(IsAtRest); hour++)
        {
            Assert.True(hour < 20, "What was scheduled is not done.");
            clock.Skip(TimeSpan.FromHours(1));
            await gateway.Services.GetRequiredService<DueLoop>().Sweep();
        }
    }

    private static bool IsAtRest(JsonElement it) => (it.GetProperty("status").GetString(), it.GetProperty("nextTryAt").ValueKind) == ("erased", JsonValueKind.Null);

    private async Task<string> RequestOf(string session) => Encoding.UTF8.GetString(((Payment.Charging)(await Stored(session)).Payment).Attempt.Request.Body.Span);

    private async Task<CheckoutSession> Stored(string session) =>
        (await gateway.Services.GetRequiredService<IStore>().LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(session))).State!;

    private async Task<List<(string Session, string Status, string Because)>> Ask(string body) =>
    [
        .. JsonDocument.Parse(await Drive("/admin/erasures", body, 200)).RootElement.GetProperty("data").EnumerateArray()
            .Select(it => (it.GetProperty("session").GetString()!, it.GetProperty("status").GetString()!, string.Join(',', it.GetProperty("because").EnumerateArray().Select(one => one.GetString())))),
    ];

    private async Task<JsonElement[]> Erasures() => [.. JsonDocument.Parse(await Get("/admin/erasures", AcpHost.ReadKey)).RootElement.GetProperty("data").EnumerateArray()];

    private static (string?, string?) Place(JsonElement erased) => (erased.GetProperty("country").GetString(), erased.GetProperty("state").GetString());

    private static string Id(string session) => JsonDocument.Parse(session).RootElement.GetProperty("id").GetString()!;

    private const string Choose = """{"selected_fulfillment_options":[{"type":"shipping","option_id":"us_standard","item_ids":["item_mug"]}]}""";

    private static string Address(string name) =>
        $$"""{"name":"{{name}}","line_one":"Zqline1","line_two":"Zqline2","city":"Zqcity","state":"NY","country":"US","postal_code":"94777-0042","company":"Zqcompany"}""";

    private static string Create() => $$$"""
        {"line_items":[{"id":"item_mug","quantity":2}],"currency":"usd","capabilities":{},"order_notes":"Zqnotes","metadata":{"note":"Zqmeta"},"locale":"zq-ZQ","timezone":"Zqzone","quote_id":"Zqquote",
         "discounts":{"codes":["Zqcode"]},"affiliate_attribution":{"provider":"Zqprovider","publisher_id":"Zqpublisher","touchpoint":"first"},
         "buyer":{"first_name":"Zqfirst","last_name":"Zqlast","email":"{{{Mail}}}","phone_number":"+15550199876","customer_id":"Zqcustomer","company":{"name":"Zqfirm","tax_id":"Zqtaxid"}},
         "fulfillment_groups":[{"id":"g1","item_ids":["item_mug"],"destination_type":"shipping","instructions":"Zqinstructions","fulfillment_details":{"name":"Zqgroupname","address":{{{Address("Zqrecipient")}}}}}],
         "fulfillment_details":{"name":"Zqrecipient","phone_number":"+15550199876","email":"{{{Mail}}}","address":{{{Address("Zqrecipient")}}}}}
        """;

    private static string Complete(string token) => $$$"""
        {"payment_data":{"handler_id":"card_tokenized","instrument":{"type":"card","credential":{"type":"spt","token":"{{{token}}}"}},"billing_address":{{{Address("Zqbilling")}}}},
         "affiliate_attribution":{"provider":"Zqlastprovider","publisher_id":"Zqpublisher","touchpoint":"last"},
         "buyer":{"first_name":"Zqfirst","last_name":"Zqlast","email":"{{{Mail}}}"}}
        """;

    private Task<string> Get(string path, string? key) => Send(HttpMethod.Get, path, key, null, 200);

    private Task<string> Post(string path, string body, int expected, string? once = null) => Send(HttpMethod.Post, path, AcpHost.Key, body, expected, once);

    private Task<string> Drive(string path, string? body, int expected) => Send(HttpMethod.Post, path, AcpHost.AdminKey, body, expected);

    private async Task<string> Send(HttpMethod method, string path, string? key, string? body, int expected, string? once = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("API-Version", AcpHost.Version);
        request.Headers.Add("Idempotency-Key", once ?? $"key-{++number}");
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await gateway.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == (int)answer.StatusCode, $"{method} {path} {(int)answer.StatusCode}: {text}");
        return text;
    }

    public sealed class In_memory : When_a_buyer_asks_to_be_forgotten
    {
        private protected override string Store => "memory:";

        private protected override IEnumerable<byte[]> DumpOf(WholeGateway gateway) => Dump.OfMemory((MemoryStore)gateway.Services.GetRequiredService<IStore>());
    }

    public sealed class In_SQLite : When_a_buyer_asks_to_be_forgotten
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-erased-");

        private protected override string Store => $"sqlite:{Path.Combine(folder.FullName, "acp.db")}";

        private protected override IEnumerable<byte[]> DumpOf(WholeGateway gateway) => Dump.OfFolder(folder.FullName);

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    public sealed class In_PostgreSQL : When_a_buyer_asks_to_be_forgotten
    {
        private string database = "";

        private protected override string Store => database;

        private protected override IEnumerable<byte[]> DumpOf(WholeGateway gateway) => Dump.OfDatabase(database);

        public override async ValueTask InitializeAsync()
        {
            database = TestPostgres.NewDatabase();
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            TestPostgres.Drop(database);
        }
    }
}
