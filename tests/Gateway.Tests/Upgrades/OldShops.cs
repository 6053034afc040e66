namespace Acp.Gateway.Tests.Upgrades;

/// <summary>Shops that are only looked at: one of each state serves all who change nothing.</summary>
public sealed class OldShops : IAsyncDisposable
{
    private readonly Dictionary<string, OldShop> open = [];

    internal async Task<OldShop> Look(string state) => open.TryGetValue(state, out var shop) ? shop : open[state] = await OldShop.Open(state);

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in open.Values)
        {
            await shop.DisposeAsync();
        }
    }
}
