using Acp.Merchants;
using Acp.Pricing;
using Acp.Storage.Memory;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>Everything of one schedule. Nothing of it outlives the schedule or is shared with another.</summary>
internal sealed class World
{
    private readonly Strand strand;

    public World(long seed, Settings settings, Trace? trace)
    {
        Settings = settings;
        Trace = trace;
        Chance = new Chance(seed);
        Scheduler = new SimScheduler(Chance);
        strand = new Strand(Scheduler, "world");
        Clock = new StrandClock(strand);
        trace?.Starts(Scheduler);
        Pace = new Pace(Chance);
        OrderPace = new OrderPace(seed);
        PagePace = new PagePace(seed);
        Faults = new FaultPlan(Chance);
        Store = new MemoryStore(Clock);
        Provider = new ProviderSide(this);
        Auditor = new Auditor(this);
        Notices = new Notices(this);
        Shopper = new Shopper(this);
        Wallet = new Wallet(this);
        Challenges = new Challenges(seed);
        Fates = new Fates(this);
        Policies = new SimPolicies(Pace);
        Receivers = new Receivers(this);
        Clerks = new Clerks(this);
        Aftermath = new Aftermath(this);
        Cluster = new Cluster(this, Pace.Nodes);
    }

    public Settings Settings { get; }

    public Trace? Trace { get; }

    public Chance Chance { get; }

    public SimScheduler Scheduler { get; }

    /// <summary>Of all that is no process of ours.</summary>
    public TimeProvider Clock { get; }

    public Pace Pace { get; }

    public OrderPace OrderPace { get; }

    public PagePace PagePace { get; }

    public FaultPlan Faults { get; }

    public MemoryStore Store { get; }

    public ProviderSide Provider { get; }

    public Auditor Auditor { get; }

    public Notices Notices { get; }

    public Shopper Shopper { get; }

    public Wallet Wallet { get; }

    public Challenges Challenges { get; }

    public Fates Fates { get; }

    public SimPolicies Policies { get; }

    /// <summary>The endpoints that are told of orders.</summary>
    public Receivers Receivers { get; }

    /// <summary>Who works on them.</summary>
    public Clerks Clerks { get; }

    /// <summary>What befalls payments past us.</summary>
    public Aftermath Aftermath { get; }

    public Cluster Cluster { get; }

    /// <summary>Agents, platforms and clerks that are not through.</summary>
    public int AtWork { get; private set; }

    public SimIds Ids { get; } = new();

    /// <summary>Which session, token, issue or event met which fault.</summary>
    public Marks Marks { get; } = new();

    /// <summary>Commits that are or were on their way while their writer knew nothing, by commit id.</summary>
    public Dictionary<Guid, Task<Verdict>> LateCommits { get; } = [];

    /// <summary>Sessions that agents know of.</summary>
    public List<Purchase> Purchases { get; } = [];

    public Task Delay(TimeSpan time) => time <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(time, Clock);

    /// <summary>Runs beside everything else, on behalf of nobody who could die.</summary>
    public void Begin(Func<Task> work) => strand.Post(state => _ = Guard(work), state: null);

    /// <summary>As above, by somebody whom the faults wait for.</summary>
    public void Employ(Func<Task> work)
    {
        AtWork++;
        Begin(async () =>
        {
            await work();
            AtWork--;
        });
    }

    public void Stock() => Begin(async () => await Store.Commit(new Unit(Ids.NewCommitId(), Scheduler.Now)
    {
        Counters = [new CounterChange(StockCounters.Available(SimPricing.Mug), Pace.Mugs, Floor: null)],
        States = [.. Shops.All.Select(shop => Registered(shop))],
    }));

    private static StateChange Registered(Merchant shop) => new(
        Merchant.KeyOf(shop.Domain),
        ExpectedVersion: 0,
        StateCodec.Encode(shop),
        new IndexColumns("merchant", shop.Status.ToString(), Platform: null, Amount: null, Currency: null, shop.RegisteredAt));

    /// <summary>The auditor works inside of the product's calls, which may take an error of it for one of theirs, and pass over it.</summary>
    public void Audited(Action audit)
    {
        try
        {
            audit();
        }
        catch (Exception e)
        {
            Scheduler.Fail(e);
            throw;
        }
    }

    private async Task Guard(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            Auditor.Unforeseen("world", e);
        }
    }
}
