using System.Text.Json;
using System.Text.Json.Serialization;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Where a token came from.</summary>
[JsonConverter(typeof(WordConverter<TokenOrigin>))]
public enum TokenOrigin
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>Issued through this gateway.</summary>
    Issued,

    /// <summary>Granted to it by others.</summary>
    Granted,
}

/// <summary>Which tokens are meant; what is null limits nothing.</summary>
public sealed record TokenFilter
{
    /// <summary>Where they stand now.</summary>
    public TokenStatus? Status { get; init; }

    /// <summary>Where they came from.</summary>
    public TokenOrigin? Origin { get; init; }

    /// <summary>Who had them issued, or in whose session they were brought.</summary>
    public string? Platform { get; init; }

    /// <summary>The domain they were issued for.</summary>
    public string? Merchant { get; init; }

    /// <summary>The session that holds or used them.</summary>
    public string? Session { get; init; }

    /// <summary>ISO 4217, any case.</summary>
    public string? Currency { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Minor units, inclusive.</summary>
    public long? AmountFrom { get; init; }

    /// <summary>Minor units, inclusive.</summary>
    public long? AmountTo { get; init; }
}

/// <summary>What both a list and the token by itself tell of it.</summary>
public abstract record KnownToken
{
    /// <summary>The token itself.</summary>
    public required PaymentToken Id { get; init; }

    /// <summary>Where it came from.</summary>
    public TokenOrigin Origin { get; init; }

    /// <summary>Where it stands.</summary>
    public TokenStatus Status { get; init; }

    /// <summary>Who had it issued, or in whose session it was brought.</summary>
    public string? Platform { get; init; }

    /// <summary>The domain it was issued for.</summary>
    public string? Merchant { get; init; }

    /// <summary>The session that holds or used it.</summary>
    public string? Session { get; init; }

    /// <summary>ISO 4217, lower case.</summary>
    public string? Currency { get; init; }

    /// <summary>Minor units.</summary>
    public long? Amount { get; init; }

    /// <summary>When it was issued, or first seen.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Until when it can be spent.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A token, as it is listed.</summary>
public sealed record TokenRow : KnownToken
{
    /// <summary>When it was used, revoked or found to have expired; null while it is active.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>A token, with all that is known of it.</summary>
public sealed record TokenDetail : KnownToken
{
    /// <summary>What the amount means.</summary>
    public AmountType AmountType { get; init; }

    /// <summary>When it was spent.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>When it was taken back.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Why it was taken back.</summary>
    public string? Reason { get; init; }

    /// <summary>The payment that spent it.</summary>
    public string? PaymentIntent { get; init; }

    /// <summary>False while the provider has not confirmed a revocation: a use may still be heard of, and wins.</summary>
    public bool RevocationConfirmed { get; init; }

    /// <summary>The mandates it rests on.</summary>
    public Mandate? Mandate { get; init; }

    /// <summary>As the provider gave it: what the shopper must do first.</summary>
    public JsonElement? NextAction { get; init; }

    /// <summary>Who acts for the shopper.</summary>
    public string? Agent { get; init; }

    /// <summary>As the provider gave it.</summary>
    public JsonElement? Risk { get; init; }

    /// <summary>The platform's own.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>What happened to it; empty in the reply to a revocation.</summary>
    public IReadOnlyList<AuditEntry> Timeline { get => field ?? []; init; }

    /// <summary>Never the token.</summary>
    public override string ToString() => $"token: {Status}, {Amount} {Currency}";
}

/// <summary>What listing and counting every token would give.</summary>
public sealed record TokenOverview
{
    /// <summary>The moment at which expiry is judged.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Issued and granted.</summary>
    public required TokenStatistics All { get; init; }

    /// <summary>Issued through this gateway.</summary>
    public required TokenStatistics Issued { get; init; }

    /// <summary>Granted to it.</summary>
    public required TokenStatistics Granted { get; init; }
}

/// <summary>Sums over tokens.</summary>
public sealed record TokenStatistics
{
    /// <summary>Tokens now in each state, by the state's word such as <c>ACTIVE</c>.</summary>
    public required IReadOnlyDictionary<string, long> States { get; init; }

    /// <summary>The last 48, oldest first; the last one is not over yet.</summary>
    public IReadOnlyList<TokenPeriod> Hours { get => field ?? []; init; }

    /// <summary>The last 30 (UTC), oldest first; the last one is not over yet.</summary>
    public IReadOnlyList<TokenPeriod> Days { get => field ?? []; init; }

    /// <summary>Of all that have ended, the share that was used; null while none has.</summary>
    public double? Conversion { get; init; }

    /// <summary>From issue, or first sight, to use.</summary>
    public TimeToUse? TimeToUse { get; init; }

    /// <summary>By currency.</summary>
    public IReadOnlyList<TokenSums> Currencies { get => field ?? []; init; }
}

/// <summary>What happened to tokens in an hour or a day.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="Issued">Issued, or seen for the first time.</param>
/// <param name="Used">Spent.</param>
/// <param name="Expired">Found to have expired.</param>
/// <param name="Revoked">Taken back.</param>
public sealed record TokenPeriod(DateTimeOffset From, long Issued, long Used, long Expired, long Revoked);

/// <summary>From issue, or first sight, to use.</summary>
public sealed record TimeToUse
{
    /// <summary>Null where none was used.</summary>
    public double? MeanSeconds { get; init; }

    /// <summary>Each bucket begins where the one before it ends.</summary>
    public IReadOnlyList<TimeBucket> Histogram { get => field ?? []; init; }
}

/// <summary>How many took so long.</summary>
/// <param name="UpToSeconds">Inclusive; null: no end.</param>
/// <param name="Count">How many.</param>
public sealed record TimeBucket(long? UpToSeconds, long Count);

/// <summary>Sums in one currency, in minor units.</summary>
public sealed record TokenSums
{
    /// <summary>ISO 4217, lower case; null: of tokens whose currency nobody told.</summary>
    public string? Currency { get; init; }

    /// <summary>What the tokens of each state may or might have been charged with.</summary>
    public required IReadOnlyDictionary<string, long> Limits { get; init; }

    /// <summary>What is known to have been taken.</summary>
    public long Captured { get; init; }
}

/// <summary>How an export is written.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values by RFC 4180.</summary>
    Csv,

    /// <summary>A JSON object a line.</summary>
    Jsonl,
}
