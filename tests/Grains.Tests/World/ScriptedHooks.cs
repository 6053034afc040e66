using System.Collections.Concurrent;
using Acp.Deliveries;

namespace Acp.Tests;

/// <summary>Endpoints that do as they are told, and remember what they were sent.</summary>
internal sealed class ScriptedHooks(TimeProvider clock) : IOrderHooks
{
    private readonly List<string> endpoints = [];

    public static SendOutcome Taken { get; } = new SendOutcome.Delivered(200);

    public static SendOutcome Down { get; } = new SendOutcome.Failed(500, "it answered that it did not take it");

    public IReadOnlyList<string> Endpoints => endpoints;

    /// <summary>What an endpoint makes of a message; it takes everything where nothing is said.</summary>
    public Func<string, OrderMessage, Task<SendOutcome>> Answer { get; set; } = (_, _) => Task.FromResult(Taken);

    /// <summary>All that was sent, taken or not.</summary>
    public ConcurrentQueue<Sent> Sent { get; } = [];

    /// <summary>All that was taken.</summary>
    public ConcurrentQueue<Sent> Received { get; } = [];

    public ScriptedHooks With(params string[] names)
    {
        endpoints.AddRange(names);
        return this;
    }

    public IReadOnlyList<string> EndpointsOf(string platform) => [.. endpoints.Where(name => name == "merchant" || name == $"platform.{platform}")];

    public async ValueTask<SendOutcome> Send(string endpoint, OrderMessage message)
    {
        var sent = new Sent(endpoint, message.Id, message.Order.Id, message.Order.Sequence, clock.GetUtcNow());
        Sent.Enqueue(sent);
        var outcome = await Answer(endpoint, message);
        if (outcome is SendOutcome.Delivered)
        {
            Received.Enqueue(sent);
        }

        return outcome;
    }

    public IReadOnlyList<int> ReceivedBy(string endpoint) => [.. Received.Where(sent => sent.Endpoint == endpoint).Select(sent => sent.Sequence)];

    public IReadOnlyList<int> SentTo(string endpoint) => [.. Sent.Where(sent => sent.Endpoint == endpoint).Select(sent => sent.Sequence)];
}

internal sealed record Sent(string Endpoint, string Id, string Order, int Sequence, DateTimeOffset At);
