using Acp.Storage;
using Acp.Storage.Victim;
using Acp.Store;
using Microsoft.Extensions.Logging.Abstractions;

// Commits to the store that the first argument names, with as many workers as the second says, until it is killed or the
// store gives up. A line "worker number" is an acknowledged unit. Exit code 3: the store said it is unavailable.
var clock = TimeProvider.System;
await using var store = Stores.Open(args[0], clock, NullLoggerFactory.Instance);
var workers = Enumerable.Range(0, int.Parse(args[1])).Select(worker => Work($"worker{worker}"));
try
{
    await Task.WhenAll(workers);
    return 0;
}
catch (StoreUnavailableException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 3;
}

async Task Work(string worker)
{
    for (var number = await Tearable.Whole(store, worker) + 1; ; number++)
    {
        var verdict = await store.Commit(Tearable.Unit(worker, number, clock.GetUtcNow()));
        if (verdict is not Verdict.Committed)
        {
            throw new InvalidOperationException($"{worker} {number}: {verdict}");
        }

        Console.Out.WriteLine($"{worker} {number}");
    }
}
