using Acp.Deliveries;

namespace Acp.Simulation;

/// <summary>Nobody is told of orders here; what is told to whom is proven by tests of its own.</summary>
internal sealed class NoHooks : IOrderHooks
{
    public IReadOnlyList<string> Endpoints => [];

    public IReadOnlyList<string> EndpointsOf(string platform) => [];

    public ValueTask<SendOutcome> Send(string endpoint, OrderMessage message) => new(new SendOutcome.NotSent("there is nobody", Until: null));
}
