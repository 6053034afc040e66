namespace Acp.TokenIssues;

/// <summary>What a platform may have issued. Days are UTC.</summary>
/// <param name="MaximumAmounts">Minor units of one token, by currency (ISO 4217, lower case); a currency that is not there is not allowed.</param>
/// <param name="Merchants">Domains; null: every verified one.</param>
/// <param name="TokensPerDay">Null: no limit.</param>
/// <param name="AmountsPerDay">Minor units, by currency; a currency that is not there has no limit.</param>
public sealed record TokenPolicy(
    IReadOnlyDictionary<string, long> MaximumAmounts,
    IReadOnlySet<string>? Merchants,
    long? TokensPerDay,
    IReadOnlyDictionary<string, long> AmountsPerDay);

/// <summary>Which policy a platform has.</summary>
public interface ITokenPolicies
{
    /// <returns>Null: it may have none issued.</returns>
    TokenPolicy? Of(string platform);
}

/// <summary>How long tokens live. Configuration section <c>Tokens</c>.</summary>
public sealed class TokenOptions
{
    /// <summary>The source documents' «5 minutes or less».</summary>
    public TimeSpan DefaultLifetime { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>The provider allows 90 days; what lives long can be stolen for long.</summary>
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a reply is kept under its key.</summary>
    public TimeSpan ReplyRetention { get; set; } = TimeSpan.FromHours(25);

    /// <summary>How long an issue may take over all its sends: platforms give up at about 30 s.</summary>
    public TimeSpan IssueBudget { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Sends of one call; further ones come with the next call, or by themselves.</summary>
    public int SendsPerCall { get; set; } = 3;

    /// <summary>Before the first repeat; doubled for each further one.</summary>
    public TimeSpan RepeatDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long after the last send an issue or a revocation of unknown outcome is asked for again: its caller is given up.</summary>
    public TimeSpan SettleAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause between two such tries; it grows to there, by about half of what has passed.</summary>
    public TimeSpan SettleAtMost { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Before what has been open for so long is asked for again.</summary>
    internal TimeSpan PauseAt(TimeSpan age, string key, int tries) => Pauses.Next(age, key, tries, SettleAfter, SettleAtMost);
}
