using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Due;
using Acp.Erasures;
using Acp.Fakes;
using Acp.InProcess;
using Acp.Merchants;
using Acp.Orders;
using Acp.Payments;
using Acp.Payments.Stripe;
using Acp.Pricing;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Storage.Memory;
using Acp.Store;
using Acp.TokenIssues;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Tests;

/// <summary>The real actors over a store in memory and a processor that knows the truth. Several processes may share it.</summary>
internal sealed class World : IDisposable
{
    public const string Platform = "shop-agent";
    public const string Shop = "shop.example";
    private readonly List<InProcessGrains> processes = [];
    private readonly Dictionary<IGrains, EndpointCircuits> circuits = [];
    private int keys;

    public World()
    {
        var memory = new MemoryStore(Clock);
        Store = new FaultyStore(memory);
        Hooks = new ScriptedHooks(Clock);
        EndpointsOf = Hooks.EndpointsOf;
        Inventory = memory;
        Provider = new OracleProvider(Clock);
        Pages = new OraclePages(Clock, Provider);
        Issuer = new ScriptedIssuer(Clock, Provider);
        Stripe = new FakeStripe(Clock);
        Refunds = new StripeProvider(
            new HttpMessageInvoker(new FakeStripeHandler(Stripe)),
            new StripeOptions { SecretKey = "sk_test_fake", CallsPerSecond = 0, Repeats = 0 },
            Clock,
            NullLogger<StripeProvider>.Instance);
        Grains = StartProcess();
    }

    public ManualClock Clock { get; } = new();

    public FaultyStore Store { get; }

    public IInventory Inventory { get; }

    public ScriptedHooks Hooks { get; }

    public OracleProvider Provider { get; }

    /// <summary>The same processor's pages, and its way back.</summary>
    public OraclePages Pages { get; }

    public ScriptedIssuer Issuer { get; }

    /// <summary>Where refunds are made: the real adapter on the fake.</summary>
    public FakeStripe Stripe { get; }

    public IRefunds Refunds { get; }

    public TokenOptions Tokens { get; } = new() { SendsPerCall = 1 };

    /// <summary>By platform.</summary>
    public ScriptedPolicies Policies { get; } = new();

    public FlatPricing Pricing { get; } = new();

    public CheckoutOptions Options { get; } = new();

    public CountingIds Ids { get; } = new();

    /// <summary>Who is told of orders.</summary>
    public Func<string, IReadOnlyList<string>> EndpointsOf { get; set; }

    /// <summary>The rules; others where a test shows that a wrong one is found out.</summary>
    public Deciders Deciders { get; init; } = new();

    public RestoreMark Restored { get; } = new();

    /// <summary>As an operator says it, after a restore.</summary>
    public async Task MarkRestored()
    {
        Clock.Advance(TimeSpan.FromSeconds(1)); // What was created at that very moment was not restored.
        Assert.True(await RestoreMark.Write(Store, Ids, Clock.Now));
        await Restored.Read(Store);
    }

    public CheckoutPorts Ports => new(
        Store, Provider, new HostedPorts(Pages, new EverybodyPaysOnPages(), Pages), Pricing, new PlainReplies(), Ids, Clock, Options, NullLogger<CheckoutSessionActor>.Instance)
    {
        EndpointsOf = EndpointsOf,
        Deciders = Deciders,
        Restored = Restored,
    };

    public RefundOptions Refunding { get; } = new() { SendsPerCall = 1 };

    public OrderPorts OrderPorts => new(Store, Refunds, Ids, Clock, NullLogger<OrderActor>.Instance)
    {
        EndpointsOf = EndpointsOf,
        RefundOptions = Refunding,
    };

    public TokenPorts TokenPorts => new(
        Store,
        Inventory,
        Provider,
        Issuer,
        Refunds,
        new PlainTokenReplies(),
        Policies,
        Tokens,
        Ids,
        Clock,
        NullLogger<SharedPaymentTokenActor>.Instance);

    /// <summary>The first process.</summary>
    public InProcessGrains Grains { get; }

    public InProcessGrains StartProcess(InProcessOptions? options = null)
    {
        var deliveries = new DeliveryPorts(
            Store, Hooks, new EndpointCircuits(Clock, NullLogger<EndpointCircuits>.Instance), Ids, Clock, NullLogger<DeliveryActor>.Instance);
        InProcessGrains? grains = null;
        grains = new InProcessGrains(
            id => new CheckoutSessionActor(id, Ports),
            id => new SharedPaymentTokenActor(id, TokenPorts, session => grains!.Get<ICheckoutSession>(session)),
            id => new TokenIssueActor(id, TokenPorts, token => grains!.Get<ISharedPaymentToken>(token)),
            id => new ProviderEventActor(id, TokenPorts, grains!),
            id => new OrderActor(id, OrderPorts),
            id => new DeliveryActor(id, deliveries),
            options ?? new InProcessOptions(),
            Clock);
        processes.Add(grains);
        circuits[grains] = deliveries.Circuits;
        return grains;
    }

    public ICheckoutSession Session(string id, IGrains? process = null) => (process ?? Grains).Get<ICheckoutSession>(id);

    /// <summary>A call under a key; a fresh one where none is given.</summary>
    public Call Call(string? key = null, string body = "body", string path = "/complete", string platform = Platform) =>
        new(new Caller(platform, "v"), new IdempotencyKey(path, key ?? $"key-{Interlocked.Increment(ref keys)}", body));

    public async Task<string> ReadySession(int quantity = 1, string? id = null, string platform = Platform)
    {
        id ??= Ids.New("cs_");
        var answer = await Session(id).Create(Call(path: "/", platform: platform), Creation(quantity));
        Assert.Equal(201, Assert.IsType<Answer.Replied>(answer).Reply.Status);
        return id;
    }

    public static CreateCheckoutSession Creation(int quantity = 1) => new(
        [new RequestedItem("item", quantity)], "usd", Buyer: null, FulfillmentDetails: null, [], [], null, null, null, null);

    public static CompleteCheckoutSession With(string token, Address? billing = null) => new(token, Buyer: null, billing, OrderNotes: null);

    public static UpdateCheckoutSession Quantity(int quantity) => new(
        Change.To<IReadOnlyList<RequestedItem>>([new RequestedItem("item", quantity)]), default, default, default, default, default);

    /// <summary>Bounded in real time: a caller that is never answered is a failure, not a test that never ends.</summary>
    public async Task<Answer> Complete(
        string id, string token, string? key = null, IGrains? process = null, AuthenticationResult? result = null, string platform = Platform)
    {
        var call = Call(key, body: $"{token} {result}", path: $"/{id}/complete", platform);
        return await Session(id, process).Complete(call, With(token) with { Authentication = result }).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>The shopper presses the button.</summary>
    public async Task<PageOffer> Press(string id, IGrains? process = null) =>
        await Session(id, process).OpenPage().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>A session with a page open.</summary>
    public async Task<string> PageOpenFor(int quantity = 1)
    {
        var id = await ReadySession(quantity);
        Assert.IsType<PageOffer.Opened>(await Press(id));
        return id;
    }

    public static AuthenticationResult Proven(string cryptogram = OracleProvider.Convincing) =>
        new(AuthenticationOutcome.Authenticated, new AuthenticationProof(cryptogram, "05", "ds-1", "2.2.0"));

    public static AuthenticationResult Denied(AuthenticationOutcome outcome = AuthenticationOutcome.Denied) => new(outcome, Proof: null);

    public static IssueToken Wish(long amount = 500, AmountKind kind = AmountKind.Maximum, string currency = "usd") => new(
        Shop, amount, kind, currency, Lifetime: null, "pm_1", ReturnUrl: null, new MandateLinks("im_1", null, null), """{"order":"7"}""");

    /// <summary>Asks for a token, under a key; a fresh one where none is given.</summary>
    public async Task<Answer> Issue(IssueToken? wish = null, string? key = null, IGrains? process = null, string body = "body")
    {
        var call = Call(key, body, "/spt");
        return await IssueOf(call.Once!.Key, process).Issue(call, wish ?? Wish()).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    public ITokenIssue IssueOf(string key, IGrains? process = null) => (process ?? Grains).Get<ITokenIssue>(IssueIds.Of(Platform, "/spt", key));

    public ISharedPaymentToken Token(string id, IGrains? process = null) => (process ?? Grains).Get<ISharedPaymentToken>(id);

    public Task Register(string domain = Shop, MerchantStatus status = MerchantStatus.Verified) => Store.Commit(new Unit(Ids.NewCommitId(), Clock.Now)
    {
        States =
        [
            new Snapshot<Merchant>(Merchant.KeyOf(domain), null, 0).To(
                new Merchant(domain, "profile_1", status, Clock.Now, Clock.Now), new IndexColumns("merchant", "x", null, null, null, Clock.Now)),
        ],
    }).AsTask();

    public async Task<TokenIssue?> StoredIssue(string key) =>
        (await Store.LoadSnapshot<TokenIssue>(TokenIssue.KeyOf(IssueIds.Of(Platform, "/spt", key)))).State;

    public async Task<CheckoutSession> Stored(string id) =>
        (await Store.LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(id))).State!;

    /// <summary>The order that came of a session.</summary>
    public async Task<OrderRecord> OrderOf(string session) =>
        (await new OrderReader(Store).Load((await Stored(session)).Order!.Id))!;

    public async Task<PlacedOrder> PlacedOf(string session) => (await OrderOf(session)).Placed;

    public async Task<SharedPaymentToken?> StoredToken(string token) =>
        (await Store.LoadSnapshot<TokenRecord>(SharedPaymentToken.KeyOf(token))).State?.State;

    public async Task Stock(int available)
    {
        Pricing.StockTracked = true;
        await Store.Commit(new Unit(Ids.NewCommitId(), Clock.GetUtcNow())
        {
            Counters = [new CounterChange(StockCounters.Available("item"), available, Floor: null)],
        });
    }

    public async Task<(long Available, long Held, long Sold)> Shelf() => (
        await Store.ReadCounter(StockCounters.Available("item")),
        await Store.ReadCounter(StockCounters.Held("item")),
        await Store.ReadCounter(StockCounters.Sold("item")));

    /// <summary>One pass of the due loop over what is due now.</summary>
    public Task Sweep(IGrains? process = null) => Loop(process).Sweep();

    public DueLoop Loop(IGrains? process = null, ILogger<DueLoop>? log = null) => new(
        Store, Inventory, process ?? Grains, Hooks, circuits.GetValueOrDefault(process ?? Grains, circuits[Grains]), Clock, log ?? NullLogger<DueLoop>.Instance,
        instruments: null, Erases ? Erasures : null, Erases ? Retention : null);

    /// <summary>Whether a sweep erases, too. That begins with a commit of its own, which most stories have no place for.</summary>
    public bool Erases { get; init; }

    public ErasurePorts ErasurePorts => new(Store, Inventory, new PlainReplies(), Ids, Clock, Options, new ReplyPaths("/"));

    public ErasureDesk Erasures => new(ErasurePorts);

    /// <summary>Of orders.</summary>
    public OrderRetentionOptions OrderRetention { get; } = new();

    public OrderRetention Retention => new(Erasures, ErasurePorts, OrderRetention, NullLogger<OrderRetention>.Instance);

    /// <summary>Nobody calls: time goes on and what falls due is woken, by a process that remembers nothing.</summary>
    public async Task LetPass(TimeSpan time, TimeSpan? step = null)
    {
        var end = Clock.GetUtcNow() + time;
        var restarted = StartProcess(new InProcessOptions { SweepInterval = TimeSpan.FromDays(1) });
        while (Clock.GetUtcNow() < end)
        {
            Clock.Advance(step ?? TimeSpan.FromSeconds(5));
            await Sweep(restarted);
        }
    }

    public void Lose(int sends, Fault fault)
    {
        for (var i = 0; i < sends; i++)
        {
            Provider.Faults.Enqueue(fault);
        }
    }

    public void Lose(IssuerFault fault) => Issuer.Faults.Enqueue(fault);

    public void Dispose()
    {
        processes.ForEach(process => process.Dispose());
        Stripe.Dispose();
    }
}

internal static class Told
{
    public static (int Status, string Text) Of(Answer answer) => answer is Answer.Replied replied
        ? (replied.Reply.Status, Encoding.UTF8.GetString(replied.Reply.Body.Span))
        : (0, answer.GetType().Name);

    public static void Completed(Answer answer) => Assert.StartsWith("Completed", Assert.IsType<(int, string)>(Of(answer)).Item2, StringComparison.Ordinal);

    public static void Refused(RefusalRule rule, Answer answer) => Assert.Equal((400, rule.ToString()), Of(answer));
}

internal sealed class CountingIds : IIds
{
    private int last;

    public string New(string prefix) => prefix + Interlocked.Increment(ref last).ToString("x8", CultureInfo.InvariantCulture);

    public Guid NewCommitId() => new(Interlocked.Increment(ref last), 0, 0, new byte[8]);
}

/// <summary>Replies one can read: status, order and total, or the rule of a refusal.</summary>
internal sealed class PlainReplies : IReplies
{
    public Reply Render(string apiVersion, CheckoutSessionView session, bool created) => new(
        created ? 201 : 200,
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize($"{session.Status} {session.Order?.Id} {session.Quote.Total} {string.Join(',', session.Messages.Select(message => message.Code))}").Trim('"')));

    public Reply Render(string apiVersion, Refusal refusal) => new(400, Encoding.UTF8.GetBytes(refusal.Rule.ToString()));
}

/// <summary>One product, 500 minor units; a tenth more where the billing address is in the state of <c>TAX</c>.</summary>
internal sealed class FlatPricing : IPricing
{
    public bool StockTracked { get; set; }

    public long UnitAmount { get; set; } = 500;

    public string? Obstacle { get; set; }

    /// <summary>Asked at each pricing, as the catalog and the shelf are; it may find an obstacle, take its time or throw.</summary>
    public Func<Task<string?>>? Ask { get; set; }

    public ValueTask<CartChange> Assemble(IReadOnlyList<CartLine> current, IReadOnlyList<RequestedItem> asked, string currency) =>
        new(new CartChange.Changed([.. asked.Select(item => new CartLine($"li_{item.ItemId}", item.Quantity, Product(item.ItemId)))]));

    public async ValueTask<Quote> Price(Cart cart, DateTimeOffset now)
    {
        var obstacle = Ask is null ? Obstacle : await Ask();
        var amount = cart.Lines.Sum(line => line.Product.UnitAmount * line.Quantity);
        var tax = cart.BillingAddress?.State == "TAX" ? amount / 10 : 0;
        ImmutableArray<QuotedLine> lines = [.. cart.Lines.Select(line => new QuotedLine(line, amount, 0, amount, tax, amount + tax, StockTracked))];
        return new Quote(
            lines, [], cart.Selected, cart.DiscountCodes, [], [], [new TotalLine(TotalType.Total, "Total", amount + tax)],
            obstacle is null ? [] : [new Obstacle("missing", "$.x", obstacle)], cart.BillingAddress);
    }

    private FrozenProduct Product(string id) => new(id, "An item", null, UnitAmount, ProductKind.Digital, "standard", [], 99);
}
