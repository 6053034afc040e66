using System.Diagnostics;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.Payments.Stripe;

/// <summary>
/// What stands before the wire: the breaker, the limiter, and the repeats of calls that may be repeated without a commit.
/// A charge never is: see <see cref="Once"/>.
/// </summary>
/// <param name="measured">Null: nothing is measured.</param>
/// <param name="side">Whose account it is, in the words of metrics.</param>
internal sealed class StripeCalls(
    StripeWire wire, StripeOptions options, TimeProvider clock, ILogger log, Instruments? measured = null, string side = StripeCalls.Seller)
{
    // As Stripe's own clients wait before their repeats, without the chance in it: no two sessions fail at one moment.
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    public const string Seller = "seller";
    public const string Issuer = "issuer";

    private readonly CircuitBreaker breaker = Watched(ProviderCircuit.Create(clock, log), measured, side);

    // A call that has stood in line for a third of its time has two thirds left to be answered in.
    private readonly RateLimiter? limiter = StripeLimits.CallsPerSecond(options) is { } most ? new(most, options.Timeout / 3, clock) : null;

    /// <summary>What was frozen, under its key. Each send is committed by the caller first, so that repeats are the caller's alone.</summary>
    /// <param name="notAfter">From then on it does not leave any more.</param>
    public ValueTask<StripeReply> Once(string path, FrozenRequest request, string providerKey, DateTimeOffset notAfter)
    {
        var send = new StripeRequest(HttpMethod.Post, path, request.ApiVersion)
        {
            Body = request.Body,
            IdempotencyKey = providerKey,
            NotAfter = notAfter,
            Priority = CallPriority.Charge,
        };
        return Send(send, options.Timeout);
    }

    /// <summary>For look-ups and cancels: what they do twice is as if done once. All sends together keep within the time-out.</summary>
    public async ValueTask<StripeReply> Repeated(StripeRequest request)
    {
        var start = clock.GetTimestamp();
        var delay = FirstDelay;
        for (var repeats = 0; ; repeats++)
        {
            var reply = await Send(request, options.Timeout - clock.GetElapsedTime(start));
            if (repeats >= options.Repeats || !MayHelp(reply) || clock.GetElapsedTime(start) + delay >= options.Timeout)
            {
                return reply;
            }

            await Task.Delay(delay, clock);
            delay *= 2;
        }
    }

    private async ValueTask<StripeReply> Send(StripeRequest request, TimeSpan within)
    {
        var start = clock.GetTimestamp();
        var operation = StripeOperations.Of(request.Method, request.Path);
        using var span = Spans.Start(StripeOperations.SpanOf(operation), ActivityKind.Client);
        var reply = await Admit(request, within, start);
        var result = StripeOperations.ResultOf(reply);
        span?.SetTag(Spans.Result, result);
        measured?.Provider.Called(operation, result, clock.GetElapsedTime(start));
        Tell(operation, result, reply);
        return reply;
    }

    private static void Tell(string operation, string result, StripeReply reply)
    {
        if (ProviderCalls.Listener is { } listener)
        {
            var answered = reply as StripeReply.Answered;
            listener(new ProviderCall(operation, result, answered?.Status, answered?.RequestId, answered is { WasReplayed: true }));
        }
    }

    private async ValueTask<StripeReply> Admit(StripeRequest request, TimeSpan within, long start)
    {
        if (breaker.TurnsAway)
        {
            return new StripeReply.NotSent("circuit open");
        }

        if (limiter is not null && !await limiter.Enter(request.Priority))
        {
            return new StripeReply.NotSent("rate limit");
        }

        // Asked again: it may have opened while this call stood in line.
        if (breaker.TryEnter() is not { } entered)
        {
            return new StripeReply.NotSent("circuit open");
        }

        StripeReply? reply = null;
        try
        {
            reply = await wire.Send(request, within - clock.GetElapsedTime(start));
            return reply;
        }
        finally
        {
            breaker.Leave(entered, Health(reply));
            PauseIfAsked(reply);
        }
    }

    private static CircuitBreaker Watched(CircuitBreaker breaker, Instruments? measured, string side)
    {
        measured?.Circuits.Watch($"provider:{side}", () => breaker.IsOpen);
        return breaker;
    }

    // lock_timeout is about one object, not about our rate.
    private void PauseIfAsked(StripeReply? reply)
    {
        if (limiter is not null && reply is StripeReply.Answered { Status: 429 } it
            && it is not { Body.Error.Code: "lock_timeout" })
        {
            var asked = it.RetryAfter ?? UsualPause;
            limiter.Pause(asked < LongestPause ? asked : LongestPause);
        }
    }

    private static bool MayHelp(StripeReply reply) => reply switch
    {
        StripeReply.NoAnswer or StripeReply.NotSent { WasTried: true } => true,
        StripeReply.Answered { ShouldRetry: { } told } => told,
        StripeReply.Answered { Status: 409 or >= 500 } => true,
        _ => false,
    };

    private static CallHealth Health(StripeReply? reply) => reply switch
    {
        StripeReply.NoAnswer or StripeReply.NotSent { WasTried: true } => CallHealth.Failing,

        // Kept from the key's first request, maybe of yesterday.
        StripeReply.Answered { Status: >= 500, WasReplayed: true } => CallHealth.Unknown,
        StripeReply.Answered { Status: >= 500 } or StripeReply.Answered { Body: null } => CallHealth.Failing,
        StripeReply.Answered => CallHealth.Healthy,
        _ => CallHealth.Unknown,
    };
}
