namespace Acp.Storage.Tests;

/// <summary>A database that several stores can open, and that can be locked from outside so that units wait together.</summary>
internal interface ITestDatabase : IAsyncDisposable
{
    ManualClock Clock { get; }

    IOpenStore OpenStore();

    /// <summary>Holds up every writer until it is disposed of.</summary>
    IDisposable Lock();

    long Number(string sql);
}

internal static class TestDatabases
{
    /// <summary>Starts everything while the writer is held up at the lock, so that it goes out in at most two groups.</summary>
    public static async Task<T[]> Together<T>(this ITestDatabase database, IEnumerable<Func<Task<T>>> works)
    {
        List<Task<T>> running;
        using (database.Lock())
        {
            running = [.. works.Select(work => work())];
        }

        return await Task.WhenAll(running);
    }
}
