namespace Acp.Gateway.Reconciling;

/// <summary>How far back payments and orders are compared where nobody says.</summary>
internal static class UsualSpan
{
    /// <summary>Stripe settles a payment within two days, and a weekend lies between.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromDays(3);

    /// <summary>Time begins at its beginning.</summary>
    public static DateTimeOffset Before(DateTimeOffset end) => end - DateTimeOffset.MinValue > Length ? end - Length : DateTimeOffset.MinValue;
}
