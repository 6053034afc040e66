using Acp.Deliveries;

namespace Acp.Simulation;

/// <summary>A process's way to the endpoints. What has left it no longer depends on it.</summary>
internal sealed class SimHooks(World world, SimProcess process) : IOrderHooks
{
    public IReadOnlyList<string> Endpoints => world.Receivers.Names;

    public IReadOnlyList<string> EndpointsOf(string platform) => world.Receivers.Of(platform);

    public async ValueTask<SendOutcome> Send(string endpoint, OrderMessage message)
    {
        world.Trace?.Say(process.Name, $"sends {message.Id} to {endpoint}");
        var outcome = new TaskCompletionSource<SendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Begin(() => world.Receivers.Find(endpoint).Take(message, outcome));
        await process.Wait();
        var told = await outcome.Task;
        world.Trace?.Say(process.Name, $"hears of {message.Id} to {endpoint}: {told}");
        return told;
    }
}
