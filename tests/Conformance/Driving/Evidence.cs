using System.Collections.Concurrent;

namespace Acp.Conformance.Driving;

/// <summary>Every answer that a run has seen, for the rules that hold for all of them.</summary>
internal sealed class Evidence
{
    private readonly ConcurrentQueue<Reply> replies = new();
    private readonly ConcurrentDictionary<string, byte> secrets = new();

    public IReadOnlyList<Reply> Replies => [.. replies];

    /// <summary>What was handed over and must never come back.</summary>
    public IReadOnlyCollection<string> Secrets => [.. secrets.Keys];

    public void Add(Reply reply) => replies.Enqueue(reply);

    public void AddSecret(string secret) => secrets.TryAdd(secret, 0);
}
