using System.Text;
using Acp.CheckoutSessions;
using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>Short ways to say a unit.</summary>
internal static class Units
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static Unit Empty() => new(Guid.NewGuid(), Noon);

    public static Unit Swap(params StateChange[] changes) => Empty() with { States = [.. changes] };

    public static Unit Count(string name, long delta, long? floor = null) =>
        Empty() with { Counters = [new CounterChange(name, delta, floor)] };

    public static Unit Keep(KeptReply reply) => Empty() with { Replies = [reply] };

    public static Unit Wake(string subject, DateTimeOffset? at) => Empty() with { Due = [new DueTime(subject, at)] };

    public static StateChange At(this string key, long version, string state = "state") =>
        new(key, version, Encoding.UTF8.GetBytes(state), new IndexColumns("session", "open", "platform", 1250, "usd", Noon));

    public static ReplyKey ReplyKey(string key) => new("platform", "/checkout_sessions", key);

    public static KeptReply Reply(string key, DateTimeOffset until, string body = "{}") =>
        new(ReplyKey(key), "fingerprint", new Reply(201, Encoding.UTF8.GetBytes(body)), until);

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static string? Text(this StoredState? state) => state?.State.Text();
}
