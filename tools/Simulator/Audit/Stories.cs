namespace Acp.Simulation;

/// <summary>In which order the five things befell each token that was issued: the coverage of «all orders».</summary>
internal sealed class Stories
{
    public const string Issued = "issued";
    public const string Used = "used";
    public const string Heard = "heard";
    public const string Revoked = "revoked";
    public const string Expired = "expired";

    private readonly Dictionary<string, List<(DateTimeOffset At, string What)>> stories = [];

    /// <summary>It exists at the provider.</summary>
    public void Begin(string token) => stories.TryAdd(token, []);

    /// <summary>The first time counts.</summary>
    public void Add(string token, string what, DateTimeOffset at)
    {
        Begin(token);
        var story = stories[token];
        if (!story.Exists(it => it.What == what))
        {
            story.Add((at, what));
        }
    }

    /// <param name="expiryOf">Null where nobody issued it.</param>
    public IReadOnlyList<string> Orders(Func<string, DateTimeOffset?> expiryOf) =>
        [.. stories.Where(story => expiryOf(story.Key) is not null).Select(story => Order(story.Value, expiryOf(story.Key)!.Value)).Distinct()];

    private static string Order(List<(DateTimeOffset At, string What)> story, DateTimeOffset expiry)
    {
        var before = story.TakeWhile(it => it.At < expiry).Select(it => it.What);
        var after = story.SkipWhile(it => it.At < expiry).Select(it => it.What);
        return string.Join(", ", [.. before, Expired, .. after]);
    }
}
