using System.Collections.Concurrent;
using Acp.Gateway.Admin;
using Acp.Gateway.Errors;
using Acp.Gateway.Platforms;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Edge;

/// <summary>
/// A limit for each caller by name, so that the storm of one takes nothing from another. By name, not by key: keys rotate.
/// </summary>
internal abstract class CallerLimits(Func<string, CallerLimitOptions?> optionsOf, int concurrent, EdgeMeter meter, TimeProvider clock) : IDisposable
{
    // As many as there are callers with a key: nobody else gets here.
    private readonly ConcurrentDictionary<string, CallerLimit> limits = new(StringComparer.Ordinal);

    /// <summary>Counts the request, and holds its place until it is answered.</summary>
    /// <exception cref="RequestRefusedException">429, before anything was begun.</exception>
    public async ValueTask Enter(HttpContext http, string caller)
    {
        var limit = limits.GetOrAdd(caller, name => new CallerLimit(optionsOf(name) ?? new(), concurrent, clock));
        var (lease, wait) = await limit.Enter(http.RequestAborted);
        if (lease is null)
        {
            meter.Refused(Refusals.Caller);
            throw Faults.TooManyRequests(wait);
        }

        http.Response.RegisterForDispose(lease);
    }

    public void Dispose()
    {
        foreach (var limit in limits.Values)
        {
            limit.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}

internal sealed class PlatformLimits(IOptions<PlatformsOptions> options, EdgeMeter meter, TimeProvider clock)
    : CallerLimits(name => options.Value.Platforms.FirstOrDefault(platform => platform.Name == name)?.Limits, Share, meter, clock)
{
    /// <summary>
    /// A quarter of what a process takes on (<c>Engine:MaxCalls</c>), and more than one session does
    /// (<c>Engine:MaxCallsPerGrain</c>): a storm of retries on one session is answered by the session, not here.
    /// </summary>
    private const int Share = 5_000;
}

internal sealed class OperatorLimits(IOptions<AdminOptions> options, EdgeMeter meter, TimeProvider clock)
    : CallerLimits(_ => options.Value.Limits, Share, meter, clock)
{
    /// <summary>Lists and exports read much: a script that runs wild must leave the store to those who sell.</summary>
    private const int Share = 200;
}
