using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Due;
using Acp.Orders;
using Acp.Payments.Stripe;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Simulation;

/// <summary>One run of the program on a node: memory, clock and connections that go when it dies.</summary>
internal sealed class SimProcess
{
    private static readonly StripeOptions Stripe = new()
    {
        SecretKey = Accounts.SellerKey,
        Account = "acct_sim",
        WebhookSecrets = { Accounts.WebhookSecret },
        Issuer = { SecretKey = Accounts.IssuerKey, Account = "acct_sim_issuer" },
    };

    private readonly World world;
    private readonly CheckoutPorts ports;
    private readonly TokenPorts tokenPorts;
    private readonly OrderPorts orderPorts;
    private readonly DeliveryPorts deliveryPorts;
    private readonly DueLoop due;
    private readonly Dictionary<string, int> underWay = [];
    private readonly HashSet<ICall> waiting = [];

    public SimProcess(World world, int node, int run)
    {
        this.world = world;
        Name = $"n{node}.{run}";
        Strand = new Strand(world.Scheduler, Name);
        var substitutes = world.Settings.Substitutes;
        var clock = substitutes.Clock(new StrandClock(Strand));
        var own = new SimStore(world, this);
        var store = substitutes.Store(own);
        var inventory = substitutes.Inventory(own);
        var hooks = substitutes.Hooks(new SimHooks(world, this));
        var network = new HttpMessageInvoker(new SimNetwork(world, this));
        var provider = new StripeProvider(network, Stripe, clock, NullLogger<StripeProvider>.Instance);
        var refunds = substitutes.Refunds(provider);
        ports = new CheckoutPorts(
            store,
            substitutes.Provider(provider),
            new HostedPorts(substitutes.Pages(provider), new SimHostedCheckout(), refunds),
            new SimPricing(),
            new SimReplies(),
            substitutes.Ids(world.Ids),
            clock,
            new CheckoutOptions { SessionLifetime = world.Pace.SessionLifetime },
            NullLogger<CheckoutSessionActor>.Instance)
        {
            Deciders = substitutes.Deciders,
            EndpointsOf = hooks.EndpointsOf,
        };
        tokenPorts = new TokenPorts(
            store,
            inventory,
            ports.Provider,
            substitutes.Issuer(new StripeIssuer(network, Stripe, clock, NullLogger<StripeIssuer>.Instance)),
            refunds,
            new SimTokenReplies(),
            world.Policies,
            new TokenOptions(),
            ports.Ids,
            clock,
            NullLogger<SharedPaymentTokenActor>.Instance);
        orderPorts = new OrderPorts(store, refunds, ports.Ids, clock, NullLogger<OrderActor>.Instance) { EndpointsOf = hooks.EndpointsOf };
        var circuits = new EndpointCircuits(clock, NullLogger<EndpointCircuits>.Instance);
        deliveryPorts = new DeliveryPorts(store, hooks, circuits, ports.Ids, clock, NullLogger<DeliveryActor>.Instance);
        Grains = new SimGrains(world, this, Activate);
        Endpoint = new SimEndpoint(world, this, Stripe, clock, store);
        due = new DueLoop(store, inventory, Grains, hooks, circuits, clock, NullLogger<DueLoop>.Instance);
    }

    /// <summary>A call from outside that dies with the process.</summary>
    internal interface ICall
    {
        void Break();
    }

    public string Name { get; }

    public Strand Strand { get; }

    public SimGrains Grains { get; }

    public SimEndpoint Endpoint { get; }

    public bool IsAlive { get; private set; } = true;

    public bool IsPaused { get; private set; }

    /// <summary>One pass of the due loop, as it runs in production.</summary>
    public Task SweepDue() => due.Sweep();

    /// <summary>A point at which the process waits for something outside: it may be overtaken, die or stand still here.</summary>
    public async ValueTask Wait()
    {
        if (world.Faults.OnWait() is { } struck)
        {
            world.Cluster.Strike(this, struck);
        }

        await Task.Yield();
    }

    public void Begin(string subject) => underWay[subject] = underWay.GetValueOrDefault(subject) + 1;

    public void End(string subject) => underWay[subject]--;

    /// <summary>Sessions, tokens, issues and events with a call under way in this process.</summary>
    public IEnumerable<string> SubjectsUnderWay => underWay.Where(entry => entry.Value > 0).Select(entry => entry.Key);

    public void Await(ICall call) => waiting.Add(call);

    public void Forget(ICall call) => waiting.Remove(call);

    public void Crash()
    {
        IsAlive = false;
        Strand.Die();
        foreach (var call in waiting)
        {
            call.Break();
        }

        waiting.Clear();
    }

    public void Pause()
    {
        IsPaused = true;
        Strand.Pause();
    }

    public void Resume()
    {
        IsPaused = false;
        Strand.Resume();
    }

    private object Activate(Type grain, string id) =>
        grain == typeof(ICheckoutSession) ? new CheckoutSessionActor(id, ports)
        : grain == typeof(ISharedPaymentToken) ? new SharedPaymentTokenActor(id, tokenPorts, Grains.Get<ICheckoutSession>)
        : grain == typeof(ITokenIssue) ? new TokenIssueActor(id, tokenPorts, Grains.Get<ISharedPaymentToken>)
        : grain == typeof(IProviderEvent) ? new ProviderEventActor(id, tokenPorts, Grains)
        : grain == typeof(IOrder) ? world.Settings.Substitutes.Order(new OrderActor(id, orderPorts))
        : new DeliveryActor(id, deliveryPorts);
}
