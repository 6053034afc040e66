using System.Security.Cryptography;
using System.Text;

namespace Acp.Fakes;

/// <summary>
/// Stripe's own memory of keys: whatever was executed is answered again for 24 hours, 402 and 500 included. What failed
/// before its execution is not kept.
/// </summary>
internal sealed class Idempotency
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Queue<(string Key, Entry Entry)> byAge = new();

    public enum Verdict
    {
        New,
        Replay,
        OtherRequest,
        InFlight,
    }

    /// <summary>Admits a request and, if it is new, marks its key as in flight.</summary>
    public (Verdict Verdict, Outcome? Kept) Admit(string key, byte[] fingerprint, DateTimeOffset now)
    {
        Forget(now);
        if (!entries.TryGetValue(key, out var entry))
        {
            entries.Add(key, new Entry(fingerprint));
            return (Verdict.New, null);
        }

        return entry switch
        {
            _ when !entry.Fingerprint.AsSpan().SequenceEqual(fingerprint) => (Verdict.OtherRequest, null),
            { Outcome: { } kept } => (Verdict.Replay, kept),
            _ => (Verdict.InFlight, null),
        };
    }

    public void Keep(string key, byte[] fingerprint, Outcome outcome, DateTimeOffset at)
    {
        var entry = new Entry(fingerprint) { Outcome = outcome, Until = at + Kept };
        entries[key] = entry;
        byAge.Enqueue((key, entry));
    }

    /// <summary>The request failed before its execution: its key is as if never used.</summary>
    public void Release(string key) => entries.Remove(key);

    public static byte[] Fingerprint(FakeRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));
        hash.AppendData(request.Body.Span);
        return hash.GetHashAndReset();
    }

    private void Forget(DateTimeOffset now)
    {
        while (byAge.TryPeek(out var oldest) && oldest.Entry.Until <= now)
        {
            byAge.Dequeue();
            if (entries.TryGetValue(oldest.Key, out var entry) && ReferenceEquals(entry, oldest.Entry))
            {
                entries.Remove(oldest.Key);
            }
        }
    }

    private sealed class Entry(byte[] fingerprint)
    {
        public byte[] Fingerprint { get; } = fingerprint;

        /// <summary>Null while in flight.</summary>
        public Outcome? Outcome { get; init; }

        public DateTimeOffset Until { get; init; }
    }
}
