using Acp.Bench.Load;

namespace Acp.Bench.Http;

internal sealed class HttpShopper(Uri address, int lane) : IShopper
{
    private readonly Connection connection = new(address);
    private readonly CheckoutRequests requests = new(lane);

    public async ValueTask Buy() => CheckoutRequests.CheckCompleted(await Complete());

    /// <summary>Opens a session and leaves it.</summary>
    public async ValueTask Look() => CheckoutRequests.SessionIn(await connection.Ask(requests.Create()));

    /// <summary>Buys, and gives the complete that bought: sent again, it is a replay.</summary>
    public async ValueTask<byte[]> BuyToRepeat()
    {
        var completing = requests.Complete(CheckoutRequests.SessionIn(await connection.Ask(requests.Create()))).ToArray();
        await Repeat(completing);
        return completing;
    }

    public async ValueTask Repeat(byte[] completing) => CheckoutRequests.CheckCompleted(await connection.Ask(completing));

    public void Dispose() => connection.Dispose();

    private async ValueTask<Response> Complete()
    {
        var created = await connection.Ask(requests.Create());
        return await connection.Ask(requests.Complete(CheckoutRequests.SessionIn(created)));
    }
}
