using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.Clustering;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Telemetry;
using Acp.TokenIssues;

namespace Acp.InProcess;

/// <summary>
/// The engine for one process: one activation a grain, idle grains leave memory, full queues shed before anything is
/// started.
/// </summary>
public sealed class InProcessGrains : IGrains, IDisposable
{
    private readonly ConcurrentDictionary<(Type Kind, string Id), Activation> activations = new();
    private readonly Dictionary<Type, Func<string, object>> actors = [];
    private readonly InProcessOptions options;
    private readonly TimeProvider clock;
    private readonly GrainInstruments measured;
    private readonly ITimer sweeper;
    private int calls;

    public InProcessGrains(
        Func<string, ICheckoutSession> sessions,
        Func<string, ISharedPaymentToken> tokens,
        Func<string, ITokenIssue> issues,
        Func<string, IProviderEvent> events,
        Func<string, IOrder> orders,
        Func<string, IDelivery> deliveries,
        InProcessOptions options,
        TimeProvider clock,
        GrainInstruments? instruments = null)
    {
        actors[typeof(ICheckoutSession)] = sessions;
        actors[typeof(ISharedPaymentToken)] = tokens;
        actors[typeof(ITokenIssue)] = issues;
        actors[typeof(IProviderEvent)] = events;
        actors[typeof(IOrder)] = orders;
        actors[typeof(IDelivery)] = deliveries;
        this.options = options;
        this.clock = clock;
        measured = instruments ?? Instruments.Unobserved.Grains;
        sweeper = clock.CreateTimer(_ => Sweep(), state: null, options.SweepInterval, options.SweepInterval);
    }

    /// <summary>Grains in memory now.</summary>
    public int Count => activations.Count;

    /// <summary>Of each kind, by its word; a kind of which there is none is left out.</summary>
    public IReadOnlyList<GrainCount> CountByKind() =>
        [.. activations.CountBy(it => it.Key.Kind).Select(it => new GrainCount(GrainNames.Of(it.Key), it.Value)).OrderBy(it => it.Kind, StringComparer.Ordinal)];

    public T Get<T>(string id)
        where T : class =>
        (T)(object)(typeof(T) switch
        {
            var kind when kind == typeof(ICheckoutSession) => new CheckoutSessionReference(this, id),
            var kind when kind == typeof(ISharedPaymentToken) => new SharedPaymentTokenReference(this, id),
            var kind when kind == typeof(ITokenIssue) => new TokenIssueReference(this, id),
            var kind when kind == typeof(IProviderEvent) => new ProviderEventReference(this, id),
            var kind when kind == typeof(IOrder) => new OrderReference(this, id),
            var kind when kind == typeof(IDelivery) => new DeliveryReference(this, id),
            var kind => throw new ArgumentException($"No grain answers to {kind.Name}.", nameof(id)),
        });

    /// <summary>Lets go of grains that nobody has called for a while. What they knew is in the store.</summary>
    public void Sweep()
    {
        // Over the limit only what was called a moment ago stays: memory follows active grains, not stored ones.
        var idle = activations.Count > options.MaxIdleGrains ? options.SweepInterval : options.IdleAfter;
        var before = clock.GetUtcNow() - idle;
        foreach (var (key, activation) in activations)
        {
            if (activation.TryRetire(before) && TryRemove(key, activation))
            {
                (activation.Actor as IDisposable)?.Dispose();
            }
        }
    }

    public void Dispose() => sweeper.Dispose();

    internal ValueTask<TAnswer> Call<TGrain, TAnswer>(string id, Func<TGrain, ValueTask<TAnswer>> call) =>
        Admit(id, call, static (activation, turn) => new ValueTask<TAnswer>(activation.Run(turn)));

    /// <summary>For methods that touch nothing of the activation: they need not wait for their place in a storm.</summary>
    internal ValueTask<TAnswer> Read<TGrain, TAnswer>(string id, Func<TGrain, ValueTask<TAnswer>> call) =>
        Admit(id, call, static (_, read) => read());

    private async ValueTask<TAnswer> Admit<TGrain, TAnswer>(
        string id, Func<TGrain, ValueTask<TAnswer>> call, Func<Activation, Func<ValueTask<TAnswer>>, ValueTask<TAnswer>> run)
    {
        if (Interlocked.Increment(ref calls) > options.MaxCalls)
        {
            Interlocked.Decrement(ref calls);
            measured.Shed();
            throw new GrainOverloadedException();
        }

        try
        {
            return await On(Enter(typeof(TGrain), id), call, run);
        }
        finally
        {
            Interlocked.Decrement(ref calls);
        }
    }

    private async ValueTask<TAnswer> On<TGrain, TAnswer>(
        Activation activation, Func<TGrain, ValueTask<TAnswer>> call, Func<Activation, Func<ValueTask<TAnswer>>, ValueTask<TAnswer>> run)
    {
        try
        {
            return await run(activation, () => call((TGrain)activation.Actor));
        }
        finally
        {
            activation.Leave(clock.GetUtcNow());
        }
    }

    private Activation Enter(Type kind, string id)
    {
        while (true)
        {
            var activation = Find((kind, id));
            if (TryEnter(activation))
            {
                return activation;
            }

            TryRemove((kind, id), activation);
        }
    }

    private Activation Find((Type Kind, string Id) key)
    {
        while (true)
        {
            if (activations.TryGetValue(key, out var known))
            {
                return known;
            }

            var activation = new Activation(actors[key.Kind](key.Id), options.MaxCallsPerGrain);
            if (activations.TryAdd(key, activation))
            {
                measured.Activated(GrainNames.Of(key.Kind));
                return activation;
            }

            (activation.Actor as IDisposable)?.Dispose(); // Another caller was faster.
        }
    }

    private bool TryEnter(Activation activation)
    {
        try
        {
            return activation.TryEnter();
        }
        catch (GrainOverloadedException)
        {
            measured.Shed();
            throw;
        }
    }

    private bool TryRemove((Type Kind, string Id) key, Activation activation)
    {
        if (!activations.TryRemove(new KeyValuePair<(Type, string), Activation>(key, activation)))
        {
            return false;
        }

        measured.Deactivated(GrainNames.Of(key.Kind));
        return true;
    }
}

/// <summary>Limits of the in-process engine, each with its because.</summary>
public sealed class InProcessOptions
{
    /// <summary>A storm of a thousand retries on one session must be answered, not shed; beyond that they cost more than they can win.</summary>
    public int MaxCallsPerGrain { get; set; } = 2_000;

    /// <summary>Waiting calls hold memory and sockets; beyond this the process would slow down for all.</summary>
    public int MaxCalls { get; set; } = 20_000;

    /// <summary>A shopper comes back within a minute or not soon.</summary>
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>About 10 KB each: idle grains may take some 200 MB.</summary>
    public int MaxIdleGrains { get; set; } = 20_000;

    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(2);
}
