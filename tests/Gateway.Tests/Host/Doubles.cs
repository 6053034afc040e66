using System.Collections.Concurrent;
using Acp.Payments;
using Acp.Pricing;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Gateway.Tests.Host;

internal sealed class ScriptedGrains(ScriptedSession session) : IGrains
{
    public ConcurrentQueue<string> Ids { get; } = [];

    public ScriptedToken Token { get; } = new();

    public ScriptedIssue Issue { get; } = new();

    public T Get<T>(string id)
        where T : class
    {
        Ids.Enqueue(id);
        return (T)(object)(typeof(T) == typeof(ISharedPaymentToken) ? Token : typeof(T) == typeof(ITokenIssue) ? Issue : session);
    }
}

/// <summary>Every token at once.</summary>
internal sealed class ScriptedToken : ISharedPaymentToken
{
    private int looks;

    public Action LooksAgain { get; set; } = () => { };

    public int Looks => looks;

    public SharedPaymentTokenView? View { get; set; }

    public ValueTask<SharedPaymentTokenView?> Retrieve() => new(View);

    public ValueTask<Revocation> Revoke(string operatorName, string? reason) => throw new NotSupportedException();

    public ValueTask Wake() => throw new NotSupportedException();

    public ValueTask<Heard> LookAgain(string? paymentIntent = null)
    {
        Interlocked.Increment(ref looks);
        LooksAgain();
        return new(Heard.Done);
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
