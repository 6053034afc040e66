using System.Text;

namespace Acp;

/// <summary>
/// How long what is open waits between two tries if nobody calls. Pure. It is asked for ever more seldom, in proportion to
/// how long it has been open, and each at a moment of its own: after an outage of the provider they do not come all at once.
/// </summary>
internal static class Pauses
{
    private const double Spread = 0.25;

    /// <param name="age">How long it has been open.</param>
    /// <param name="key">Its name, and</param>
    /// <param name="tries">how often it was tried: from both follows the moment of its own.</param>
    public static TimeSpan Next(TimeSpan age, string key, int tries, TimeSpan least, TimeSpan most)
    {
        var half = age / 2 * (1 - Spread + (2 * Spread * Fraction(key, tries)));
        return half < least ? least : half > most ? most : half;
    }

    // FNV-1a: equal in every process, unlike a string's own hash code.
    private static double Fraction(string key, int tries)
    {
        var hash = Encoding.UTF8.GetBytes(key).Aggregate(2166136261u, Mix);
        return Mix(hash, (byte)(tries % 256)) / (double)uint.MaxValue;

        static uint Mix(uint hash, byte b) => unchecked((hash ^ b) * 16777619u);
    }
}
