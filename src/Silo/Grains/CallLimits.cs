using Acp.Telemetry;

namespace Acp.Silo.Grains;

/// <summary>A grain whose calls are counted and, beyond its limit, shed.</summary>
internal interface ILimited
{
    /// <summary>Calls under way.</summary>
    ref int Calls { get; }
}

/// <summary>Sheds what is too much before anything of it is started; what has been started always ends.</summary>
internal sealed class CallLimits(EngineLimits limits, GrainInstruments measured) : IIncomingGrainCallFilter
{
    private int calls;

    public Task Invoke(IIncomingGrainCallContext context) =>
        context.Grain is ILimited grain ? Invoke(context, grain) : context.Invoke();

    /// <exception cref="GrainOverloadedException">The grain or the silo has as many calls as it takes.</exception>
    private async Task Invoke(IIncomingGrainCallContext context, ILimited grain)
    {
        try
        {
            var inGrain = Interlocked.Increment(ref grain.Calls);
            if (Interlocked.Increment(ref calls) > limits.MaxCalls || inGrain > limits.MaxCallsPerGrain)
            {
                measured.Shed();
                throw new GrainOverloadedException();
            }

            await context.Invoke();
        }
        finally
        {
            Interlocked.Decrement(ref calls);
            Interlocked.Decrement(ref grain.Calls);
        }
    }
}

/// <summary>Section <c>Engine</c>, as of the in-process engine. Each limit with its because.</summary>
internal sealed class EngineLimits
{
    /// <summary>Idle grains are looked for four times in this; more often costs more than it frees.</summary>
    private static readonly TimeSpan ShortestIdle = TimeSpan.FromSeconds(2);

    /// <summary>A storm of a thousand retries on one session must be answered, not shed; beyond that they cost more than they can win.</summary>
    public int MaxCallsPerGrain { get; set; } = 2_000;

    /// <summary>Of this silo. Waiting calls hold memory and sockets; beyond this it would slow down for all.</summary>
    public int MaxCalls { get; set; } = 20_000;

    /// <summary>A shopper comes back within a minute or not soon.</summary>
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <returns>A line for each problem, with its key.</returns>
    public IEnumerable<string> Problems()
    {
        string?[] problems =
        [
            MaxCallsPerGrain > 0 ? null : $"Engine:MaxCallsPerGrain must be at least 1, it is {MaxCallsPerGrain}.",
            MaxCalls > 0 ? null : $"Engine:MaxCalls must be at least 1, it is {MaxCalls}.",
            IdleAfter >= ShortestIdle ? null : $"Engine:IdleAfter must be at least {ShortestIdle}, it is {IdleAfter}.",
        ];
        return problems.OfType<string>();
    }
}
