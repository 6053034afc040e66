using Acp.Store;
using Microsoft.Data.Sqlite;

namespace Acp.Storage.Sqlite;

/// <summary>
/// Adds up what the accepted units of a transaction bring, and writes it once: a sum that all of them touch is one row
/// written, not hundreds.
/// </summary>
internal sealed class Tallying(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, long> sums = [];

    // A sum past 64 bits becomes a floating-point number, which the table, being STRICT, does not take.
    private readonly Statement write = new(
        connection, "INSERT INTO tallies (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value");

    public void Clear() => sums.Clear();

    /// <exception cref="OverflowException">A sum would leave 64 bits.</exception>
    public void Add(IEnumerable<TallyChange> changes)
    {
        foreach (var change in changes)
        {
            sums[change.Name] = checked(sums.GetValueOrDefault(change.Name) + change.Delta);
        }
    }

    public void Write()
    {
        foreach (var (name, sum) in sums)
        {
            write.Bind(name).Bind(sum).Run();
        }
    }

    public void Dispose() => write.Dispose();
}
