namespace Acp.Attention;

/// <summary>What waits for a person, or may come to: the names that states bear in the store's index of them.</summary>
public static class Marks
{
    /// <summary>A charge or a page was asked for, and nobody knows what became of it. Every attempt begins so.</summary>
    public const string UnknownAttempt = "unknown_attempt";

    /// <summary>The shopper is to authenticate, or the provider is at work.</summary>
    public const string Waiting = "waiting";

    /// <summary>A refund was asked for, and nobody knows what became of it. Every refund begins so.</summary>
    public const string UnknownRefund = "unknown_refund";

    /// <summary>A token is revoked here, and the provider has not said so.</summary>
    public const string UnconfirmedRevocation = "unconfirmed_revocation";

    /// <summary>An endpoint was given up.</summary>
    public const string DeadLetter = "dead_letter";

    /// <summary>A provider's event that could not be treated, or that names what never came.</summary>
    public const string LeftEvent = "left_event";

    /// <summary>Two records of money contradict each other, and only a person can say which is right.</summary>
    public const string Contradiction = "contradiction";

    /// <summary>Younger ones are mostly under way: a complete takes up to 20 s over all its sends.</summary>
    public static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(30);

    /// <summary>Who has not authenticated by then hardly will, and holds stock and a token.</summary>
    public static readonly TimeSpan LongWait = TimeSpan.FromDays(1);
}
