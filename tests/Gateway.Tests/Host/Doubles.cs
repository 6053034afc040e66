using System.Collections.Concurrent;
using Acp.Deliveries;
using Acp.Orders;
using Acp.Payments;
using Acp.Pricing;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Gateway.Tests.Host;

internal sealed class ScriptedGrains(ScriptedSession session) : IGrains
{
    public ConcurrentQueue<string> Ids { get; } = [];

    public ScriptedToken Token { get; } = new();

    public ScriptedIssue Issue { get; } = new();

    public ScriptedEvents Events { get; } = new();

    /// <summary>By id.</summary>
    public Func<string, IOrder> Order { get; set; } = id => throw new InvalidOperationException($"Nobody expects order {id}.");

    public ScriptedDelivery Delivery { get; } = new();

    public T Get<T>(string id)
        where T : class
    {
        Ids.Enqueue(id);
        return (T)(object)(typeof(T) switch
        {
            var kind when kind == typeof(ISharedPaymentToken) => Token,
            var kind when kind == typeof(IProviderEvent) => Events.Of(id),
            var kind when kind == typeof(ITokenIssue) => Issue,
            var kind when kind == typeof(IOrder) => Order(id),
            var kind when kind == typeof(IDelivery) => Delivery,
            _ => session,
        });
    }
}

/// <summary>Every token at once.</summary>
internal sealed class ScriptedToken : ISharedPaymentToken
{
    public SharedPaymentTokenView? View { get; set; }

    /// <summary>What an operator is told.</summary>
    public Func<Revocation> Revocation { get; set; } = () => new Revocation.NotFound();

    public ConcurrentQueue<(string Operator, string? Reason)> Revokes { get; } = [];

    /// <summary>What looking comes to before it is done.</summary>
    public Action Retrieves { get; set; } = () => { };

    public ValueTask<SharedPaymentTokenView?> Retrieve()
    {
        Retrieves();
        return new(View);
    }

    public ValueTask<Revocation> Revoke(string operatorName, string? reason)
    {
        Revokes.Enqueue((operatorName, reason));
        return new(Revocation());
    }

    public ValueTask Wake() => throw new NotSupportedException();

    public ValueTask<Heard> LookAgain(string? paymentIntent = null) => throw new NotSupportedException();
}

/// <summary>Every event, each under its id: remembers what was kept, and who was woken.</summary>
internal sealed class ScriptedEvents
{
    private readonly ConcurrentDictionary<string, EventFacts> kept = new();

    /// <summary>What keeping comes to before it is done.</summary>
    public Action Keeps { get; set; } = () => { };

    /// <summary>What a wake comes to.</summary>
    public Func<string, Task> Wakes { get; set; } = _ => Task.CompletedTask;

    public Func<string, ProviderEventView?> View { get; set; } = _ => null;

    /// <summary>In the order they were kept.</summary>
    public ConcurrentQueue<EventFacts> Kept { get; } = [];

    public ConcurrentQueue<string> Woken { get; } = [];

    public ConcurrentQueue<(string Id, string Operator, string? Reason)> Retries { get; } = [];

    public IProviderEvent Of(string id) => new Event(this, id);

    private sealed class Event(ScriptedEvents all, string id) : IProviderEvent
    {
        public ValueTask<bool> Keep(EventFacts facts)
        {
            all.Keeps();
            if (!all.kept.TryAdd(id, facts))
            {
                return new(false);
            }

            all.Kept.Enqueue(facts);
            return new(true);
        }

        public async ValueTask Wake()
        {
            all.Woken.Enqueue(id);
            await all.Wakes(id);
        }

        public ValueTask<ProviderEventView?> Retrieve() => new(all.View(id));

        public ValueTask<ProviderEventView?> TryAgain(string operatorName, string? reason)
        {
            all.Retries.Enqueue((id, operatorName, reason));
            return new(all.View(id));
        }
    }
}

/// <summary>Believes what the test says, and remembers what it was shown.</summary>
internal sealed class ScriptedNotices : IProviderNotices
{
    public NoticeVerdict Verdict { get; set; } = new NoticeVerdict.Refused("not scripted");

    public ConcurrentQueue<(string? Signature, byte[] Body)> Shown { get; } = [];

    public NoticeVerdict Read(string? signature, ReadOnlyMemory<byte> body)
    {
        Shown.Enqueue((signature, body.ToArray()));
        return Verdict;
    }
}

internal sealed class CountingIds : IIds
{
    private int last;

    public string New(string prefix) => $"{prefix}{Interlocked.Increment(ref last)}";

    public Guid NewCommitId() => new(Interlocked.Increment(ref last), 0, 0, new byte[8]);
}

internal sealed class EmptyCatalog : ICatalog
{
    public IReadOnlyCollection<string> Currencies => ["usd", "eur"];

    public ValueTask<IReadOnlyDictionary<string, FrozenProduct>> Find(IReadOnlyCollection<string> ids, string currency) =>
        new(new Dictionary<string, FrozenProduct>());
}

/// <summary>Every delivery at once.</summary>
internal sealed class ScriptedDelivery : IDelivery
{
    public ConcurrentQueue<(string Operator, string Reason, int? From)> Redeliveries { get; } = [];

    public ValueTask Wake() => throw new NotSupportedException();

    public ValueTask<bool> Redeliver(string operatorName, string reason, int? from)
    {
        Redeliveries.Enqueue((operatorName, reason, from));
        return new(true);
    }
}

/// <summary>The merchant, and the platform «one».</summary>
internal sealed class SomeEndpoints : IOrderHooks
{
    public IReadOnlyList<string> Endpoints => ["merchant", "platform.one"];

    public IReadOnlyList<string> EndpointsOf(string platform) => platform == "one" ? Endpoints : ["merchant"];

    public ValueTask<SendOutcome> Send(string endpoint, OrderMessage message) => throw new NotSupportedException();
}
