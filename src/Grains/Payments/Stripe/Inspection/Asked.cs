namespace Acp.Payments.Stripe;

/// <summary>How a question to Stripe was answered, as far as the launch check cares.</summary>
internal enum Told
{
    Yes,

    /// <summary>401.</summary>
    BadKey,

    /// <summary>403: a restricted key may not ask it, or the account is none of the key's.</summary>
    Forbidden,

    /// <summary>404 of the thing: the call itself is known, and allowed.</summary>
    NoSuchThing,

    /// <summary>404 of the call: it is not there for this account in this version.</summary>
    NoSuchCall,

    /// <summary>Another 4xx.</summary>
    Refused,

    /// <summary>No answer, no connection, 429 or 5xx.</summary>
    Silent,
}

/// <param name="Permission">Of a restricted key: what it lacks, where Stripe names it.</param>
/// <param name="Skew">By how much Stripe's clock is ahead of ours, to a second or two.</param>
internal sealed record Asked(Told Told, string? Permission = null, TimeSpan? Skew = null)
{
    public StripeBody? Body { get; init; }
}
