using Acp.Deliveries;
using Acp.Telemetry;

namespace Acp.Gateway.Telemetry;

/// <summary>At the start, once the exporters listen: every counter that is watched is there, at nought.</summary>
internal sealed class FirstReadings(Instruments instruments, IOrderHooks hooks) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        instruments.StartAtNought(hooks.Endpoints);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
