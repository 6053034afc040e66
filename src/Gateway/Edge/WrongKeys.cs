using Acp.Gateway.Errors;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Acp.Gateway.Edge;

/// <summary>
/// Whoever keeps trying keys is told to wait, and loses the connection each time. Only wrong keys are slowed, and only after
/// they were found to be wrong: a platform that shares an address with somebody who guesses is served as ever.
/// </summary>
internal sealed partial class WrongKeys(RequestDelegate next, IOptions<GatewayOptions> options, EdgeMeter meter, TimeProvider clock, ILogger<WrongKeys> log)
{
    private readonly AddressBuckets buckets = new(options.Value.WrongKeysPerMinute, TimeSpan.FromMinutes(1) / options.Value.WrongKeysPerMinute, clock);
    private readonly SeldomLines lines = new(clock);

    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (RequestRefusedException refused) when (IsWrongKey(http, refused))
        {
            meter.Refused(Refusals.WrongKey);
            if (buckets.Take(ClientAddress.Of(http)) is { } wait)
            {
                meter.Refused(Refusals.FloodOfWrongKeys);
                Say(http);
                http.Response.Headers.Connection = "close";
                throw Faults.TooManyWrongKeys(wait);
            }

            throw;
        }
    }

    // A request without any key guesses nothing.
    private static bool IsWrongKey(HttpContext http, RequestRefusedException refused) =>
        refused.Error.Code == Faults.UnauthorizedCode && !StringValues.IsNullOrEmpty(http.Request.Headers.Authorization);

    private void Say(HttpContext http)
    {
        if (lines.IsDue(Refusals.FloodOfWrongKeys))
        {
            LogFlood(ClientAddress.Of(http));
        }
    }

    [LoggerMessage(LogLevel.Warning, "Wrong keys come in a flood, lately from {Address}; they are answered 429. Right ones from there are served.")]
    private partial void LogFlood(string address);
}
