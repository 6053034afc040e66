namespace Acp.Client;

/// <summary>How long a call goes on, and how it waits in between.</summary>
public sealed record AcpClientOptions
{
    /// <summary>For one call with all its repeats. Two minutes: a gateway that restarts, or settles a charge, is back by then.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For one send. A complete may take the gateway 20 s, so less than that cuts off what would have been answered.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>Before the first repeat; twice as long before each further one, and of that by chance half to all.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Where doubling ends. A longer <c>Retry-After</c> is waited for all the same.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <exception cref="ArgumentOutOfRangeException">A time is not above zero, or longer than a day.</exception>
    internal AcpClientOptions Checked()
    {
        Check(Budget, nameof(Budget));
        Check(SendTimeout, nameof(SendTimeout));
        Check(FirstPause, nameof(FirstPause));
        Check(LongestPause, nameof(LongestPause));
        return this;
    }

    private static void Check(TimeSpan time, string name)
    {
        if (time <= TimeSpan.Zero || time > TimeSpan.FromDays(1))
        {
            throw new ArgumentOutOfRangeException(name, time, $"{name} must be above zero and at most a day.");
        }
    }
}
