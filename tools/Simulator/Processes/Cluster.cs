namespace Acp.Simulation;

/// <summary>The nodes: who runs, who died and comes back, who stands still.</summary>
internal sealed class Cluster
{
    private static readonly TimeSpan LongestRestart = TimeSpan.FromSeconds(30);

    private static readonly (int Weight, TimeSpan Least, TimeSpan Most)[] Pauses =
    [
        (4, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10)),
        (2, TimeSpan.FromMinutes(10), TimeSpan.FromHours(6)),
        (2, TimeSpan.FromHours(20), TimeSpan.FromHours(30)),
    ];

    private readonly World world;
    private readonly SimProcess?[] nodes;
    private readonly int[] runs;
    private readonly Dictionary<string, HashSet<SimGrains.Activation>> atWork = [];

    public Cluster(World world, int count)
    {
        this.world = world;
        nodes = new SimProcess?[count];
        runs = new int[count];
        for (var node = 0; node < count; node++)
        {
            Start(node);
        }
    }

    public IEnumerable<SimProcess> Alive => nodes.OfType<SimProcess>();

    /// <summary>Null where the load balancer meets a node that is down.</summary>
    public SimProcess? Pick() => world.Chance.Of(nodes);

    public void Strike(SimProcess process, FaultKind kind)
    {
        foreach (var subject in process.SubjectsUnderWay)
        {
            world.Marks.Meet(subject, kind);
        }

        if (kind == FaultKind.Crash)
        {
            Crash(process);
        }
        else
        {
            Pause(process);
        }
    }

    public void Enter(string subject, SimGrains.Activation activation)
    {
        activation.Calls++;
        if (!atWork.TryGetValue(subject, out var active))
        {
            atWork.Add(subject, active = []);
        }

        active.Add(activation);
        if (active.Count > 1)
        {
            world.Marks.Meet(subject, FaultKind.TwoActivations);
        }
    }

    public void Leave(string subject, SimGrains.Activation activation)
    {
        if (--activation.Calls == 0)
        {
            atWork[subject].Remove(activation);
        }
    }

    /// <summary>Calls a grain on a node, as a gateway does, and waits for as long as a caller's patience lasts.</summary>
    public Task<Heard<TAnswer>> Ask<TGrain, TAnswer>(SimProcess? process, string id, Func<TGrain, ValueTask<TAnswer>> call, TimeSpan patience)
        where TGrain : class => Ask(process, it => it.Grains.Call(id, call), patience);

    /// <summary>As above, of the process itself.</summary>
    public Task<Heard<T>> Ask<T>(SimProcess? process, Func<SimProcess, ValueTask<T>> call, TimeSpan patience)
    {
        if (process is null)
        {
            return Task.FromResult<Heard<T>>(new Heard<T>.Broken());
        }

        var conversation = new OutsideCall<T>(process, world.Clock, patience);
        process.Strand.Post(state => _ = Serve(process, call, conversation), state: null);
        return conversation.Heard;
    }

    /// <summary>Runs something of the process's own, such as a pass of its due loop.</summary>
    public void Begin(SimProcess process, Func<Task> work) => process.Strand.Post(state => _ = Guard(process, work), state: null);

    private async Task Guard(SimProcess process, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            world.Auditor.Unforeseen(process.Name, e);
        }
    }

    private async Task Serve<T>(SimProcess process, Func<SimProcess, ValueTask<T>> call, OutsideCall<T> conversation)
    {
        try
        {
            conversation.Tell(new Heard<T>.Answered(await call(process)));
        }
        catch (Store.StoreUnavailableException)
        {
            conversation.Tell(new Heard<T>.Unavailable());
        }
        catch (Exception e)
        {
            world.Auditor.Unforeseen(process.Name, e);
        }
    }

    private void Crash(SimProcess process)
    {
        world.Trace?.Say(process.Name, $"crashes");
        foreach (var active in atWork.Values)
        {
            active.RemoveWhere(activation => process.Grains.Owns(activation));
        }

        process.Crash();
        var node = Array.IndexOf(nodes, process);
        nodes[node] = null;
        world.Begin(async () =>
        {
            await world.Delay(world.Chance.UpTo(LongestRestart));
            Start(node);
        });
    }

    private void Pause(SimProcess process)
    {
        if (process.IsPaused)
        {
            return;
        }

        var (least, most) = world.Chance.Weighted([.. Pauses.Select(pause => (pause.Weight, (pause.Least, pause.Most)))]);
        var length = world.Chance.Between(least, most);
        world.Trace?.Say(process.Name, $"stands still for {length:d\\.hh\\:mm\\:ss}");
        process.Pause();
        world.Begin(async () =>
        {
            await world.Delay(length);
            world.Trace?.Say(process.Name, $"goes on");
            process.Resume();
        });
    }

    private void Start(int node)
    {
        nodes[node] = new SimProcess(world, node + 1, ++runs[node]);
        world.Trace?.Say(nodes[node]!.Name, $"starts");
    }
}
