using Acp.Orders;

namespace Acp.Deliveries;

/// <summary>Who is told of orders, and how. HTTP, shapes and signatures are its own affair.</summary>
public interface IOrderHooks
{
    /// <summary>Every endpoint there is: <c>merchant</c>, and <c>platform.{name}</c> of each platform that has one.</summary>
    IReadOnlyList<string> Endpoints { get; }

    /// <summary>Those that are told of this platform's orders.</summary>
    IReadOnlyList<string> EndpointsOf(string platform);

    /// <summary>Sends one message, once. It never throws for what the network or the receiver does, and is bounded in time and size.</summary>
    ValueTask<SendOutcome> Send(string endpoint, OrderMessage message);
}

/// <param name="Id"><c>msg_{order}_{sequence}</c>: the same at every repeat, so that a receiver can drop one.</param>
/// <param name="Order">As it stood after the entry that the message tells of. The first tells that it was placed.</param>
public sealed record OrderMessage(string Id, OrderSnapshot Order)
{
    public static string IdOf(string order, int sequence) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"msg_{order}_{sequence}");

    public bool TellsOfPlacing => Order.Sequence == 1;
}

/// <summary>What became of one send. The private constructor closes the hierarchy.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>The endpoint took it: 2xx.</summary>
    public sealed record Delivered(int Status) : SendOutcome;

    /// <summary>It may or may not have been taken: sent again later, under the same id.</summary>
    /// <param name="Status">Where the endpoint answered; else null.</param>
    /// <param name="Why">Of a fixed set: it quotes nothing.</param>
    /// <param name="RetryAfter">Where the endpoint asked for it.</param>
    public sealed record Failed(int? Status, string Why, TimeSpan? RetryAfter = null) : SendOutcome;

    /// <summary>Ours to mend, and seen by whoever looks at the delivery: it is tried and given up like any other.</summary>
    public static Failed NotMade { get; } = new(Status: null, "the message could not be made");

    /// <summary>Not sent: the endpoint is not configured (any more), or its circuit is open.</summary>
    public sealed record NotSent(string Why, DateTimeOffset? Until) : SendOutcome;
}
