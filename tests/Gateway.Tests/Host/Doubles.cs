using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.Pricing;

namespace Acp.Gateway.Tests.Host;

internal sealed class ScriptedGrains(ScriptedSession session) : IGrains
{
    public ConcurrentQueue<string> Ids { get; } = [];

    public T Get<T>(string id)
        where T : class
    {
        Ids.Enqueue(id);
        return (T)(ICheckoutSession)session;
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
