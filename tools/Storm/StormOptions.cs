namespace Acp.Storm;

/// <summary>What is called in the storm. Completes always; what varies is what they carry and what runs beside them.</summary>
public enum Mix
{
    /// <summary>Every caller sends the same key and the same token.</summary>
    OneKey,

    /// <summary>Every caller has its own key; all have the same token.</summary>
    ManyKeys,

    /// <summary>Every caller has its own key and its own token, as agents have that mint a new one for each retry.</summary>
    Reminted,

    /// <summary>Updates and retrieves between the completes.</summary>
    Verbs,

    /// <summary>Half of the callers hang up in the middle and then retry with the same key and token.</summary>
    Sockets,

    /// <summary>A few cancels between the completes: a session may end canceled, and then nothing may have been charged.</summary>
    Cancels,

    /// <summary>All of the above but cancels.</summary>
    All,
}

public sealed record StormOptions
{
    public required Uri Url { get; init; }

    public required string ApiKey { get; init; }

    /// <summary>Calls of the storm, over all sessions; preparation and the quiet phase come on top.</summary>
    public int Calls { get; init; } = 1000;

    public int Sessions { get; init; } = 1;

    /// <summary>Calls that are under way at once.</summary>
    public int Concurrency { get; init; } = 256;

    public Mix Mix { get; init; } = Mix.All;

    public string Item { get; init; } = "item_ebook";

    /// <summary>ISO 4217, lower case.</summary>
    public string Currency { get; init; } = "usd";

    public string TokenPrefix { get; init; } = "spt_storm";

    /// <summary>Where the payment provider's ledger is read; null where there is none.</summary>
    public Uri? Oracle { get; init; }

    /// <summary>Draws the calls. Not the keys: those are new in each run, or a second run would only meet kept replies.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>After this long without a reply a call is given up.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long sessions may take to come to an end once the storm has passed.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(60);

    public bool Json { get; init; }
}
