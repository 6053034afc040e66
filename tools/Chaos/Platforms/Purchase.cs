using Acp.Chaos.Deployment;

namespace Acp.Chaos.Platforms;

/// <summary>What a token does when it is charged.</summary>
internal enum Means
{
    Pays,
    Declines,

    /// <summary>The shopper would have to authenticate, and does not.</summary>
    Authenticates,
}

/// <summary>What an agent sets out to do with one session.</summary>
/// <param name="NewQuantity">Set by an update before the payment; null: no update.</param>
/// <param name="Means">What each caller pays with, one after the other until one pays.</param>
/// <param name="Callers">Agents that complete it at once.</param>
/// <param name="Cancels">Whether one more caller cancels it, meanwhile or, where nobody completes, at all.</param>
/// <param name="Rival">Whether another session brings the same token at the same time.</param>
internal sealed record Purchase(string Item, int Quantity, int? NewQuantity, IReadOnlyList<Means> Means, int Callers, bool Cancels, bool Rival)
{
    private static readonly Means[] Pays = [Platforms.Means.Pays];

    public static Purchase Draw(Random chance)
    {
        var item = chance.Next(10) switch { < 6 => Shop.Endless, < 9 => Shop.Counted, _ => Shop.Scarce };
        var means = chance.Next(20) switch
        {
            < 14 => Pays,
            < 17 => [Platforms.Means.Declines, Platforms.Means.Pays],
            < 18 => [Platforms.Means.Declines],

            // What waits for the shopper holds its stock, too; here that is not to be counted.
            _ => item == Shop.Endless ? [Platforms.Means.Authenticates, Platforms.Means.Pays] : Pays,
        };
        int? update = chance.Next(10) < 3 ? chance.Next(1, 6) : null;
        var cancels = chance.Next(100) < 10;
        var callers = cancels && chance.Next(2) == 0 ? 0 : chance.Next(100) < 15 ? chance.Next(2, 5) : 1;
        return new(item, chance.Next(1, 4), update, means, callers, cancels, Rival: callers == 1 && means.Length == 1 && chance.Next(100) < 6);
    }
}
