using Acp.Bench.Load;

namespace Acp.Bench.Http;

/// <summary>Sends completes again that have been answered, under their keys.</summary>
internal sealed class Replayer : IShopper
{
    private const int Bought = 4;

    private readonly HttpShopper shopper;
    private readonly List<byte[]> completes = new(Bought);
    private int next;

    private Replayer(HttpShopper shopper) => this.shopper = shopper;

    /// <summary>Buys a few, which are then repeated.</summary>
    public static async Task<IShopper> Prepare(HttpShopper shopper)
    {
        var replayer = new Replayer(shopper);
        while (replayer.completes.Count < Bought)
        {
            replayer.completes.Add(await shopper.BuyToRepeat());
        }

        return replayer;
    }

    public ValueTask Buy() => shopper.Repeat(completes[next++ % Bought]);

    public void Dispose() => shopper.Dispose();
}
