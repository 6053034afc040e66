using Microsoft.AspNetCore.Builder;

namespace Acp.Gateway.Tests.Host;

/// <summary>What is under way at the server, and whether a caller has hung up.</summary>
internal sealed class Traffic
{
    private int inFlight;

    public int InFlight => inFlight;

    public bool SomebodyHungUp { get; private set; }

    public void Watch(IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        Interlocked.Increment(ref inFlight);
        using var gone = http.RequestAborted.Register(() => SomebodyHungUp = true);
        try
        {
            await next(http);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    });
}
