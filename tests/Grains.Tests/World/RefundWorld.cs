using System.Globalization;
using Acp.Fakes;
using Acp.Orders;
using Acp.Payments;
using Acp.Payments.Stripe;
using Acp.Pricing;
using Acp.Storage.Memory;
using Acp.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Tests;

/// <summary>One paid order, the real actor and the real adapter over the fake, which knows what really went back. Several processes may share it.</summary>
internal sealed class RefundWorld : IDisposable
{
    public const string Order = "ord_1";
    public const long Charged = 3200;

    private readonly CountingIds ids = new();
    private int keys;

    public RefundWorld()
    {
        Store = new FaultyStore(new MemoryStore(Clock));
        Stripe = new FakeStripe(Clock);
        Provider = new StripeProvider(
            new HttpMessageInvoker(new FakeStripeHandler(Stripe)),
            new StripeOptions { SecretKey = "sk_test_fake", CallsPerSecond = 0, Repeats = 0 },
            Clock,
            NullLogger<StripeProvider>.Instance);
        First = StartProcess();
    }

    public ManualClock Clock { get; } = new();

    public FaultyStore Store { get; }

    public FakeStripe Stripe { get; }

    public StripeProvider Provider { get; }

    public RefundOptions Options { get; } = new() { SendsPerCall = 1 };

    public OrderActor First { get; }

    public string Intent { get; private set; } = "";

    /// <summary>Minor units that are off the charge, as the provider has it.</summary>
    public long GivenBack => Stripe.Bank.Refunds.Where(it => it.Counts).Sum(it => it.Amount);

    /// <summary>Refunds that reached the provider, replays included.</summary>
    public IReadOnlyList<LedgerEntry> Sends => [.. Stripe.Ledger.Where(call => call.Call == StripeCall.Refund)];

    public static async Task<RefundWorld> Paid()
    {
        var world = new RefundWorld();
        var order = new ChargeOrder("cs_1", 1, Charged, "usd", "spt_1");
        var frozen = world.Provider.Freeze(order);
        world.Intent = Assert.IsType<ChargeAnswer.Succeeded>(await world.Provider.Charge("acp:cs_1:1", frozen, DateTimeOffset.MaxValue)).IntentId;
        await world.Place(new OrderPayment(world.Intent, frozen.Account, Charged));
        return world;
    }

    public static async Task<RefundWorld> Free()
    {
        var world = new RefundWorld();
        await world.Place(payment: null);
        return world;
    }

    /// <summary>Remembers nothing of the others.</summary>
    public OrderActor StartProcess() => new(Order, new OrderPorts(Store, Provider, ids, Clock, NullLogger<OrderActor>.Instance)
    {
        RefundOptions = Options,
        EndpointsOf = _ => ["merchant"],
    });

    public Task<OrderAnswer> Refund(long? amount = null, string? key = null, OrderActor? process = null, bool isOwner = false, bool overrule = false, params LineQuantity[] lines) =>
        Do(new OrderCommand.Refund(amount, lines, RefundReason.RequestedByCustomer, Description: null, overrule), key, process, isOwner);

    public async Task<string> Refunded(long? amount = null, params LineQuantity[] lines) =>
        Assert.IsType<OrderAnswer.Done>(await Refund(amount, lines: lines)).Id!;

    /// <summary>Bounded in real time: a caller that is never answered is a failure, not a test that never ends.</summary>
    public async Task<OrderAnswer> Do(OrderCommand.Refund command, string? key = null, OrderActor? process = null, bool isOwner = false)
    {
        key ??= string.Create(CultureInfo.InvariantCulture, $"key-{Interlocked.Increment(ref keys)}");
        var fingerprint = $"{command.Amount} {string.Join(',', command.Lines)} {command.Overrule}";
        return await (process ?? First).Do(new OrderCall("anna", key, fingerprint, isOwner), command).AsTask().WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async Task<OrderRecord> Record() => (await new OrderReader(Store).Load(Order))!;

    public async Task<OrderSnapshot> Shown() => (await Record()).Snapshot();

    public async Task<RefundState> StateOf(string refund) => (await Record()).Money.Find(refund)!.State;

    /// <summary>One made past us, as in the provider's dashboard.</summary>
    public async Task<string> RefundElsewhere(long amount)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"payment_intent={Intent}&amount={amount}"));
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Authorization"] = "Bearer sk_test_fake",
            ["Content-Type"] = "application/x-www-form-urlencoded",
        };
        await Stripe.Handle(new FakeRequest("POST", "/v1/refunds", "", headers, body));
        return Stripe.Bank.Refunds is [.., var last] ? last.Id : "";
    }

    /// <summary>Nobody calls: time goes on and what falls due is woken, by a process that remembers nothing.</summary>
    public async Task LetPass(TimeSpan time, TimeSpan? step = null)
    {
        for (var end = Clock.Now + time; Clock.Now < end;)
        {
            Clock.Advance(step ?? TimeSpan.FromMinutes(1));
            await Sweep();
        }
    }

    public async Task Sweep()
    {
        var due = await Store.ClaimDue("order", Clock.Now, TimeSpan.FromSeconds(30), 10);
        if (due.Count > 0)
        {
            using var process = StartProcess();
            await process.Wake();
        }
    }

    public void Dispose()
    {
        First.Dispose();
        Stripe.Dispose();
    }

    private async Task Place(OrderPayment? payment)
    {
        var placed = new PlacedOrder(
            Order, "7KQ2-M9XD-4TRW", "cs_1", "shop-agent", "usd", null, null, null, null, null, null, [Line("li_1", "mug", 3, 1000), Line("li_2", "book", 1, 1500)], [], [], payment, Clock.Now);
        var record = new OrderRecord(placed);
        await Store.Commit(new Unit(Guid.NewGuid(), Clock.Now)
        {
            States = [new Snapshot<OrderRecord>(OrderRecord.KeyOf(Order), null, 0).To(record, record.Index())],
        });
    }

    // 700 of the charge are delivery: for no line.
    private static QuotedLine Line(string id, string item, int quantity, long total) => new(
        new CartLine(id, quantity, new FrozenProduct(item, item, null, total / quantity, ProductKind.Physical, "standard", [], 99)),
        total, 0, total, 0, total, StockCounted: false);
}
