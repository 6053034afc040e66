using System.Text;
using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;
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

    public static Unit Wake(string subject, DateTimeOffset? at, long through = 0) =>
        Empty() with { Due = [new DueTime(subject, at) { Through = through }] };

    public static StateChange At(this string key, long version, string state = "state") =>
        new(key, version, Encoding.UTF8.GetBytes(state), new IndexColumns("session", "open", "platform", 1250, "usd", Noon));

    /// <summary>A token's state together with what is listed of it.</summary>
    public static StateChange At(this TokenRow row, long version) =>
        $"token/{row.Id}".At(version, $"{row.Status}") with { Token = row };

    public static TokenRow Token(string id, SharedPaymentTokenStatus status = SharedPaymentTokenStatus.Active) => new(
        id, TokenOrigin.Granted, status, "platform", Merchant: null, Session: null, "usd", 1250, Noon, ExpiresAt: null, EndedAt: null);

    public static Unit Tally(params ReadOnlySpan<(string Name, long Delta)> tallies) =>
        Empty() with { Tallies = [.. tallies.ToArray().Select(tally => new TallyChange(tally.Name, tally.Delta))] };

    public static StateChange KeptUntil(this StateChange change, DateTimeOffset? until) =>
        change with { Index = change.Index with { KeptUntil = until } };

    public static ReplyKey ReplyKey(string key) => new("platform", "/checkout_sessions", key);

    public static KeptReply Reply(string key, DateTimeOffset until, string body = "{}") =>
        new(ReplyKey(key), "fingerprint", new Reply(201, Encoding.UTF8.GetBytes(body)), until);

    public static string Text(this ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public static string? Text(this StoredState? state) => state?.State.Text();
}
