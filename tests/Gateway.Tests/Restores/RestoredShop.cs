using System.Globalization;
using System.Text;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Due;
using Acp.Fakes;
using Acp.Gateway.Hosting;
using Acp.Gateway.Reconciling;
using Acp.Gateway.Tests.Host;
using Acp.Orders;
using Acp.Pricing;
using Acp.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acp.Gateway.Tests.Restores;

/// <summary>
/// The product's own composition on a real database and one fake Stripe, in virtual time. Its agents remember what they
/// sent, as real ones do; its store can be another one after a restore.
/// </summary>
internal sealed class RestoredShop : IAsyncDisposable
{
    private readonly List<(string Session, string Key, string Token)> sent = [];
    private readonly List<(string Session, long Amount, string Key)> refunded = [];
    private WebApplication app;
    private int names;

    private RestoredShop(WebApplication app) => this.app = app;

    public ManualClock Clock { get; private init; } = null!;

    public FakeStripe Stripe { get; private init; } = null!;

    public IGrains Grains => app.Services.GetRequiredService<IGrains>();

    public IStore Store => app.Services.GetRequiredService<IStore>();

    public static async Task<RestoredShop> Open(string store, params (string Key, string Value)[] settings)
    {
        var clock = new ManualClock();
        var stripe = new FakeStripe(clock);
        return new RestoredShop(await Start(store, clock, stripe, settings)) { Clock = clock, Stripe = stripe };
    }

    public async Task Close() => await app.DisposeAsync();

    /// <summary>The processes start on another store.</summary>
    public async Task Reopen(string store, params (string Key, string Value)[] settings) => app = await Start(store, Clock, Stripe, settings);

    /// <summary>What the operator is told to run before anything starts.</summary>
    public async Task MarkRestored(string store)
    {
        await using var command = Build(store, Clock, Stripe, []);
        Assert.True(await RestoreMark.Write(command.Services.GetRequiredService<IStore>(), command.Services.GetRequiredService<IIds>(), Clock.Now));
    }

    public async Task<string> Created(string item = "item_ebook")
    {
        var id = $"cs_{Name()}";
        var answer = await Session(id).Create(Call(id, "/checkout_sessions"), new CreateCheckoutSession(
            [new RequestedItem(item, 1)], "usd", Buyer: null, FulfillmentDetails: null, [], [], null, null, null, null));
        Assert.Equal(201, Assert.IsType<Answer.Replied>(answer).Reply.Status);
        return id;
    }

    /// <summary>A complete of an agent who will send it again.</summary>
    public Task Complete(string id, string token)
    {
        sent.Add((id, $"key_{Name()}", token));
        return Send(sent[^1]);
    }

    /// <summary>Every agent sends all that it ever sent, under the same keys.</summary>
    public async Task AgentsRepeatAll()
    {
        foreach (var once in sent)
        {
            await Send(once);
        }
    }

    /// <summary>Every agent tries its session once more, under a new key and with a token that was minted again.</summary>
    public async Task AgentsTryAnew(IEnumerable<string> sessions)
    {
        foreach (var id in sessions)
        {
            await Send((id, $"key_{Name()}", $"spt_again_{Name()}"));
        }
    }

    public async Task<PageOffer> Offer(string id) => await Session(id).OpenPage();

    public async Task<string> Press(string id) => new Uri(Assert.IsType<PageOffer.Opened>(await Offer(id)).Url).Segments[^1];

    /// <summary>The shopper pays on the page, and the provider tells of it.</summary>
    public async Task Pay(string id, string page, bool isTold = true)
    {
        var paid = new FakeRequest("POST", $"/c/pay/{page}", "", new Dictionary<string, string>(), Encoding.UTF8.GetBytes("card=pm_card_visa"));
        await Stripe.Handle(paid);
        var charge = Assert.Single(Stripe.ChargesOf(id));
        if (isTold)
        {
            await Session(id).LookAgain(charge.IntentId);
        }
    }

    /// <summary>A refund of a merchant who will ask for it again.</summary>
    public async Task Refund(string id, long amount)
    {
        refunded.Add((id, amount, $"refund_{Name()}"));
        await Refund(refunded[^1]);
    }

    /// <summary>Whatever was to be refunded is asked for again, under the same keys.</summary>
    public async Task MerchantRepeatsAll()
    {
        foreach (var once in refunded)
        {
            await Refund(once);
        }
    }

    public async Task Cancel(string id) => await Session(id).Cancel(Call(id, $"/checkout_sessions/{id}/cancel"), new CancelCheckoutSession(null));

    /// <summary>Stripe sends every notice it ever sent once more.</summary>
    public async Task NoticesComeAgain()
    {
        foreach (var charge in Stripe.Charges)
        {
            await Session(charge.Session!).LookAgain(charge.IntentId);
        }
    }

    /// <summary>Time goes on, and what falls due is woken.</summary>
    public async Task LetPass(TimeSpan time)
    {
        for (var i = 0; i < 4; i++)
        {
            Clock.Advance(time / 4);
            await app.Services.GetRequiredService<DueLoop>().Sweep();
        }
    }

    /// <returns>The exit code, and the report.</returns>
    public async Task<(int Code, JsonElement Report)> Reconcile(string store, params string[] args)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        await using var told = new StringWriter(CultureInfo.InvariantCulture);
        var code = await ReconcileCommand.Run(["reconcile", "--json", .. args], given => Build(store, Clock, Stripe, Pairs(given)), output, told);
        return (code, output.ToString() is { Length: > 0 } text ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException(told.ToString()));
    }

    public async Task<string> Table(string store, params string[] args)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        await ReconcileCommand.Run(["reconcile", .. args], given => Build(store, Clock, Stripe, Pairs(given)), output, TextWriter.Null);
        return output.ToString();
    }

    public async Task<CheckoutSession?> Stored(string id) => (await Store.LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(id))).State;

    public async Task<IReadOnlyList<OrderRecord>> Orders() =>
    [
        .. (await app.Services.GetRequiredService<IInventory>().ListOrders(new OrderFilter(), after: null, limit: 200))
            .Select(order => StateCodec.Decode<OrderRecord>(order.State.Span)),
    ];

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Stripe.Dispose();
    }

    private ICheckoutSession Session(string id) => Grains.Get<ICheckoutSession>(id);

    private async Task Send((string Session, string Key, string Token) once)
    {
        var call = new Call(new Caller("one", AcpHost.Version), new IdempotencyKey($"/checkout_sessions/{once.Session}/complete", once.Key, once.Token));
        await Session(once.Session).Complete(call, new CompleteCheckoutSession(once.Token, Buyer: null, BillingAddress: null, OrderNotes: null));
    }

    private async Task Refund((string Session, long Amount, string Key) once)
    {
        if ((await Stored(once.Session))?.Order is { Id: var order })
        {
            var command = new OrderCommand.Refund(once.Amount, [], RefundReason.RequestedByCustomer, Description: null, Overrule: false);
            await Grains.Get<IOrder>(order).Do(new OrderCall("ann", once.Key, $"{order} {once.Amount}"), command);
        }
    }

    private Call Call(string id, string path) => new(new Caller("one", AcpHost.Version), new IdempotencyKey(path, $"key_{Name()}", id));

    private string Name() => (++names).ToString("x8", CultureInfo.InvariantCulture);

    private static async Task<WebApplication> Start(string store, ManualClock clock, FakeStripe stripe, (string Key, string Value)[] settings)
    {
        var app = Build(store, clock, stripe, settings);
        await app.Services.GetRequiredService<StockSeeder>().Apply(app.Services.GetRequiredService<CatalogFileSource>().Current);
        await app.Services.GetRequiredService<RestoreMark>().Read(app.Services.GetRequiredService<IStore>());
        return app;
    }

    private static WebApplication Build(string store, ManualClock clock, FakeStripe stripe, (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([.. AcpHost.Settings(), .. Own(store), .. settings.Select(it => KeyValuePair.Create(it.Key, (string?)it.Value))]);
        builder.WebHost.UseKestrelCore(); // Nothing listens; but without a server there is no application.
        builder.AddHosting();
        builder.Services.AddLogging().AddCheckout().AddPaymentProvider().AddReplies().AddDueWork();
        builder.AddInProcessEngine();
        builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton(stripe);
        return builder.Build();
    }

    private static Dictionary<string, string?> Own(string store) => new()
    {
        ["Store"] = store,
        ["HostedCheckout:Enabled"] = "true",
        ["Checkout:RepeatDelay"] = "0:00:00", // Nobody advances the clock while a call runs.
        ["FakeStripe:JournalPath"] = "the fake is given",
        ["Catalog:Path"] = Path.Combine(Repository.Root, "src", "Gateway", "catalog.demo.json"),
    };

    private static (string Key, string Value)[] Pairs(string[] args) => [.. args.Chunk(2).Select(pair => (pair[0].TrimStart('-'), pair[1]))];
}
