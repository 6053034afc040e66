using Acp.Deliveries;

namespace Acp.Simulation;

/// <summary>The endpoints that are told of orders: the merchant's own, and one of each platform.</summary>
internal sealed class Receivers(World world)
{
    public const string Merchant = "merchant";

    private readonly Receiver[] all = world.OrderPace.AreTold
        ? [new(world, Merchant), new(world, Agent.EndpointOf(Agent.Platform)), new(world, Agent.EndpointOf(Agent.Rival))]
        : [];

    public IReadOnlyList<Receiver> All => all;

    public IReadOnlyList<string> Names => [.. all.Select(receiver => receiver.Name)];

    public IReadOnlyList<string> Of(string platform) => all.Length == 0 ? [] : [Merchant, Agent.EndpointOf(platform)];

    public Receiver Find(string name) => Array.Find(all, receiver => receiver.Name == name) ?? throw new HarnessException($"There is no endpoint {name}.");
}

/// <summary>Somebody's endpoint, who keeps the ids of what he has had.</summary>
internal sealed class Receiver
{
    private static readonly TimeSpan LongestTravel = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan SenderGivesUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LatestArrival = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan[] Deaths = [TimeSpan.FromMinutes(5), TimeSpan.FromHours(6), TimeSpan.FromDays(4)];

    private readonly World world;
    private readonly Chance chance;
    private readonly DateTimeOffset deadUntil;

    public Receiver(World world, string name)
    {
        (this.world, Name, chance) = (world, name, world.OrderPace.Chance);
        Temper = world.OrderPace.NextTemper();
        deadUntil = Temper switch
        {
            Temper.DeadForAWhile => SimScheduler.Start + chance.UpTo(chance.Of(Deaths)),
            Temper.DeadForEver => DateTimeOffset.MaxValue,
            _ => SimScheduler.Start,
        };
    }

    public string Name { get; }

    public Temper Temper { get; }

    public bool IsDead => world.Scheduler.Now < deadUntil;

    /// <summary>One send, and its answer.</summary>
    public async Task Take(OrderMessage message, TaskCompletionSource<SendOutcome> outcome)
    {
        await world.Delay(chance.OneIn(3) ? chance.UpTo(LongestTravel) : TimeSpan.Zero);
        var isWell = world.Faults.Healed || !chance.OneIn(2);
        switch (Temper)
        {
            case var _ when IsDead:
                await world.Delay(chance.OneIn(2) ? SenderGivesUp : TimeSpan.Zero);
                outcome.TrySetResult(new SendOutcome.Failed(Status: null, "no connection"));
                break;
            case Temper.Flapping when !isWell:
                outcome.TrySetResult(new SendOutcome.Failed(503, "status", chance.OneIn(4) ? chance.UpTo(SenderGivesUp * 20) : null));
                break;
            case Temper.Hanging when !isWell:
                await Hang(message, outcome);
                break;
            case Temper.LosesAnswers when !isWell:
                world.Auditor.Heard(this, message);
                outcome.TrySetResult(new SendOutcome.Failed(Status: null, "connection lost"));
                break;
            default:
                world.Auditor.Heard(this, message);
                outcome.TrySetResult(new SendOutcome.Delivered(200));
                break;
        }
    }

    private async Task Hang(OrderMessage message, TaskCompletionSource<SendOutcome> outcome)
    {
        var arrives = chance.OneIn(3) ? (TimeSpan?)null : chance.UpTo(LatestArrival);
        await world.Delay(SenderGivesUp);
        outcome.TrySetResult(new SendOutcome.Failed(Status: null, "timeout"));
        if (arrives is { } late)
        {
            await world.Delay(late);
            world.Auditor.Heard(this, message);
        }
    }
}
