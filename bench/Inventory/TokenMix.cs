using System.Globalization;
using Acp.Payments;
using Acp.SharedPaymentTokens;

namespace Acp.Bench.Inventory;

/// <summary>
/// Tokens as a busy shop and its platforms may have after two months, oldest first. What a token is, is a function of its
/// number, so nothing need be kept of what was filled in.
/// </summary>
/// <param name="count">Of all.</param>
/// <param name="now">Those that are still active live on for hours.</param>
internal sealed class TokenMix(long count, DateTimeOffset now)
{
    /// <summary>Minor units that every 20,000th token has.</summary>
    public const long RareAmount = 777_777;

    /// <summary>Minor units that only the oldest have.</summary>
    public const long OldAmount = 888_888;

    /// <summary>Minor units that a fifth of all lie between.</summary>
    public const long CommonFrom = 1_000, CommonTo = 5_000;

    private static readonly TimeSpan Span = TimeSpan.FromDays(60);
    private static readonly string[] Currencies = ["usd", "usd", "usd", "eur", "eur", "gbp", "jpy"];
    private static readonly string[] Platforms = ["assistant", "assistant", "assistant", "browser", "browser", "marketplace", "reseller"];

    public TokenRecord Token(long number)
    {
        var created = now - Span + (Span / count * number);
        var fate = Draw(number, 1) % 100;
        var isNew = number >= count - Math.Max(20, count * 4 / 1_000);
        var token = IsIssued(number) ? Issued(number, created, Expiry(created, fate, isNew)) : Granted(number, created, Expiry(created, fate, isNew));
        return isNew ? Begun(token, number, fate) : Ended(token, number, fate);
    }

    public static bool IsIssued(long number) => Draw(number, 2) % 10 < 7;

    private DateTimeOffset Expiry(DateTimeOffset created, ulong fate, bool isNew) =>
        !isNew ? created.AddMinutes(15 + (fate % 45)) : fate < 10 ? created.AddSeconds(1) : now.AddHours(6 + (fate % 18));

    private TokenRecord Issued(long number, DateTimeOffset created, DateTimeOffset expires)
    {
        var (amount, currency) = (Amount(number), Currency(number));
        var terms = new IssueTerms(
            $"ti_{Hex(number, 3)}{Hex(number, 4)}{Hex(number, 5)}{Hex(number, 6)}",
            string.Create(CultureInfo.InvariantCulture, $"shop-{Draw(number, 7) % 40:00}.example"),
            amount,
            Draw(number, 8) % 3 == 0 ? AmountKind.Exact : AmountKind.Maximum,
            currency,
            created,
            expires,
            Mandate: null,
            Metadata: $$"""{"order":"{{number}}"}""",
            NextAction: null);
        return Seen(number, created, new(currency, amount, expires, Deactivation: null) { Limit = amount }, terms);
    }

    // Of some the provider has told nothing yet.
    private TokenRecord Granted(long number, DateTimeOffset created, DateTimeOffset expires)
    {
        var amount = Amount(number);
        var facts = new TokenFacts(Currency(number), amount, expires, Deactivation: null) { Limit = amount, Agent = "agent_bench" };
        return Seen(number, created, Draw(number, 9) % 20 == 0 ? null : facts, issued: null);
    }

    private static TokenRecord Seen(long number, DateTimeOffset created, TokenFacts? facts, IssueTerms? issued) =>
        new TokenRecord($"spt_{Hex(number, 10)}{number:x8}", new SharedPaymentToken.Free(), facts, created, Of(Platforms, number, 11), issued)
            .After(new TokenEvent.Seen());

    // Of a hundred: ten past their time, of which a session holds some; the others active or used already.
    private TokenRecord Begun(TokenRecord token, long number, ulong fate) => fate switch
    {
        < 4 or (>= 10 and < 18) => token.After(Reservation(number)),
        < 75 => token,
        _ => Used(token, number),
    };

    private TokenRecord Ended(TokenRecord token, long number, ulong fate) => fate switch
    {
        < 70 => Used(token, number),
        < 90 => token.After(new TokenEvent.TimeUp(Earlier(token.FirstSeenAt.AddHours(1)))),
        _ => token.After(new TokenEvent.RevokedBy("bench", "No longer needed", Earlier(token.FirstSeenAt.AddMinutes(5)), Confirmed: true)),
    };

    // Of those that were issued, every second one was used elsewhere.
    private TokenRecord Used(TokenRecord token, long number)
    {
        var at = Earlier(token.FirstSeenAt.AddSeconds(3 + (Draw(number, 12) % 1_200)));
        var (payment, captured) = ($"pi_{Hex(number, 13)}", new Capture(Amount(number) - 1, Currency(number)));
        return IsIssued(number) && Draw(number, 14) % 2 == 0
            ? token.After(new TokenEvent.FoundDeactivated(TokenDeactivation.Consumed, at, payment, captured))
            : token.After(Reservation(number)).After(new TokenEvent.UsedBy(Reservation(number).Session, at, payment, captured));
    }

    private static TokenEvent.ReservedBy Reservation(long number) => new($"cs_{Hex(number, 15)}{Hex(number, 16)}", Attempt: 1);

    private DateTimeOffset Earlier(DateTimeOffset at) => at < now ? at : now;

    private long Amount(long number) =>
        number % 20_000 == 7 ? RareAmount : number < Math.Max(1, count / 2_000) ? OldAmount : 500 + (long)(Draw(number, 17) % 20_000);

    private static string Currency(long number) => Of(Currencies, number, 18);

    private static string Of(string[] all, long number, ulong what) => all[Draw(number, what) % (ulong)all.Length];

    private static string Hex(long number, ulong what) => Draw(number, what).ToString("x16", CultureInfo.InvariantCulture);

    // SplitMix64: as if drawn, and the same every time.
    private static ulong Draw(long number, ulong what)
    {
        unchecked
        {
            var bits = ((ulong)number * 0x9E3779B97F4A7C15) + (what * 0xD1B54A32D192ED03);
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
