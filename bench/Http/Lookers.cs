namespace Acp.Bench.Http;

/// <summary>Many sessions that are opened and left, as by shoppers who only look.</summary>
internal static class Lookers
{
    public static Task Open(IReadOnlyList<Uri> addresses, int sessions, int connections)
    {
        var left = sessions;
        return Task.WhenAll(Enumerable.Range(0, connections).Select(lane => Task.Run(async () =>
        {
            using var shopper = new HttpShopper(addresses[lane % addresses.Count], 5000 + lane);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await shopper.Look();
            }
        })));
    }
}
