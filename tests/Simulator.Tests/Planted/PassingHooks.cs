using Acp.Deliveries;

namespace Acp.Simulation.Tests;

/// <summary>Passes everything on; a planted bug overrides what it breaks.</summary>
internal class PassingHooks(IOrderHooks inner) : IOrderHooks
{
    protected IOrderHooks Inner => inner;

    public IReadOnlyList<string> Endpoints => inner.Endpoints;

    public virtual IReadOnlyList<string> EndpointsOf(string platform) => inner.EndpointsOf(platform);

    public virtual ValueTask<SendOutcome> Send(string endpoint, OrderMessage message) => inner.Send(endpoint, message);
}
