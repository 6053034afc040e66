using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.Simulation;

/// <summary>
/// The engine of a simulated process: activations come and go, and now and then there are two of one session. Each
/// process has its own, so that every session is activated wherever it is called.
/// </summary>
internal sealed class SimGrains(
    World world, SimProcess process, Func<string, ICheckoutSession> newSession, Func<string, ISharedPaymentToken> newToken) : IGrains
{
    private const int MaxTwins = 2;
    private const int RetiresOneIn = 6;

    private readonly Dictionary<string, List<Activation>> activations = [];

    public T Get<T>(string id)
        where T : class =>
        (T)(object)(typeof(T) == typeof(ICheckoutSession) ? new SessionReference(this, id)
            : typeof(T) == typeof(ISharedPaymentToken) ? newToken(id)
            : throw new ArgumentException($"No grain answers to {typeof(T).Name}.", nameof(id)));

    public async ValueTask<T> Call<T>(string id, Func<ICheckoutSession, ValueTask<T>> call)
    {
        await Task.Yield();
        Scope.Enter(new Errand(id, Key: null));
        var activation = Choose(id);
        process.Begin(id);
        world.Cluster.Enter(id, activation);
        try
        {
            return await call(activation.Actor);
        }
        finally
        {
            world.Cluster.Leave(id, activation);
            process.End(id);
            Retire(id, activation);
        }
    }

    public bool Owns(Activation activation) => activations.Values.Any(twins => twins.Contains(activation));

    private Activation Choose(string id)
    {
        if (!activations.TryGetValue(id, out var twins))
        {
            activations.Add(id, twins = []);
        }

        if (twins.Count == 0 || (twins.Count < MaxTwins && world.Faults.Meets(FaultKind.TwoActivations)))
        {
            twins.Add(new Activation(newSession(id)));
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

    internal sealed class Activation(ICheckoutSession actor)
    {
        public ICheckoutSession Actor => actor;

        public int Calls { get; set; }
    }

    private sealed class SessionReference(SimGrains grains, string id) : ICheckoutSession
    {
        public ValueTask<Answer> Create(Call call, CreateCheckoutSession request) => grains.Call(id, session => session.Create(call, request));

        public ValueTask<Answer> Retrieve(Caller caller) => grains.Call(id, session => session.Retrieve(caller));

        public ValueTask<Answer> Update(Call call, UpdateCheckoutSession request) => grains.Call(id, session => session.Update(call, request));

        public ValueTask<Answer> Complete(Call call, CompleteCheckoutSession request) => grains.Call(id, session => session.Complete(call, request));

        public ValueTask<Answer> Cancel(Call call, CancelCheckoutSession request) => grains.Call(id, session => session.Cancel(call, request));

        public ValueTask<Resolution> Resolve(string operatorName, string reason) =>
            grains.Call(id, session => session.Resolve(operatorName, reason));

        public async ValueTask Wake() => await grains.Call(id, async session =>
        {
            await session.Wake();
            return true;
        });

        public ValueTask<Heard> LookAgain(string? intentId = null) => grains.Call(id, session => session.LookAgain(intentId));
    }
}
