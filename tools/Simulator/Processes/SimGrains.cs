using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Simulation;

/// <summary>
/// The engine of a simulated process: activations come and go, and now and then there are two of one grain. Each
/// process has its own, so that every grain is activated wherever it is called.
/// </summary>
/// <param name="activate">Makes the actor of an interface and an id.</param>
internal sealed class SimGrains(World world, SimProcess process, Func<Type, string, object> activate) : IGrains
{
    private const int MaxTwins = 2;
    private const int RetiresOneIn = 6;

    private readonly Dictionary<string, List<Activation>> activations = [];

    public T Get<T>(string id)
        where T : class => (T)Refer(typeof(T), id);

    public async ValueTask<TAnswer> Call<TGrain, TAnswer>(string id, Func<TGrain, ValueTask<TAnswer>> call)
        where TGrain : class
    {
        await Task.Yield();
        Scope.Enter(new Errand(id, Key: null));
        var activation = Choose<TGrain>(id);
        process.Begin(id);
        world.Cluster.Enter(id, activation);
        try
        {
            return await call((TGrain)activation.Actor);
        }
        finally
        {
            world.Cluster.Leave(id, activation);
            process.End(id);
            Retire(id, activation);
        }
    }

    public async ValueTask Call<TGrain>(string id, Func<TGrain, ValueTask> call)
        where TGrain : class => await Call<TGrain, bool>(id, async grain =>
        {
            await call(grain);
            return true;
        });

    public bool Owns(Activation activation) => activations.Values.Any(twins => twins.Contains(activation));

    private object Refer(Type grain, string id) =>
        grain == typeof(ICheckoutSession) ? new SessionReference(this, id)
        : grain == typeof(ISharedPaymentToken) ? new TokenReference(this, id)
        : grain == typeof(ITokenIssue) ? new IssueReference(this, id)
        : grain == typeof(IProviderEvent) ? new EventReference(this, id)
        : grain == typeof(IOrder) ? new OrderReference(this, id)
        : grain == typeof(IDelivery) ? new DeliveryReference(this, id)
        : throw new ArgumentException($"No grain answers to {grain.Name}.", nameof(grain));

    private Activation Choose<TGrain>(string id)
    {
        if (!activations.TryGetValue(id, out var twins))
        {
            activations.Add(id, twins = []);
        }

        if (twins.Count == 0 || (twins.Count < MaxTwins && world.Faults.Meets(FaultKind.TwoActivations)))
        {
            twins.Add(new Activation(activate(typeof(TGrain), id)));
        }

        return twins.Count == 1 ? twins[0] : world.Chance.Of(twins);
    }

    // What it knew is in the store.
    private void Retire(string id, Activation activation)
    {
        if (activation.Calls == 0 && world.Chance.OneIn(RetiresOneIn))
        {
            activations[id].Remove(activation);
            (activation.Actor as IDisposable)?.Dispose();
        }
    }

    internal sealed class Activation(object actor)
    {
        public object Actor => actor;

        public int Calls { get; set; }
    }
}
