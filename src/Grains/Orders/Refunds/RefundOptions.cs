namespace Acp.Orders;

/// <summary>Times of a refund. Each with its reason. Configuration section <c>Refunds</c>.</summary>
public sealed class RefundOptions
{
    /// <summary>How long a call may take over all its sends: callers give up at about 30 s.</summary>
    public TimeSpan Budget { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Sends of one call; further ones come with the next call, or by themselves.</summary>
    public int SendsPerCall { get; set; } = 3;

    /// <summary>Before the first repeat; doubled for each further one.</summary>
    public TimeSpan RepeatDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long after its last send a refund of unknown outcome settles by itself: its caller is given up.</summary>
    public TimeSpan SettleAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause between two such tries; it grows to there, by about half of what has passed.</summary>
    public TimeSpan SettleAtMost { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The shortest between two look-ups of a refund that the provider has not carried out yet: it tells of it sooner.</summary>
    public TimeSpan LookAtPendingAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest. Such a refund takes days.</summary>
    public TimeSpan LookAtPendingAtMost { get; set; } = TimeSpan.FromHours(6);
}
