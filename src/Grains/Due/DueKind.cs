using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Erasures;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Due;

/// <summary>What falls due and is woken alike. What no grain of this version answers to is not claimed: it is left to one that does.</summary>
/// <param name="Prefix">Of its keys.</param>
/// <param name="AtOnce">
/// Woken at a time. Each kind has a share of its own, so that a flood of one, which whoever sends events can cause, keeps no
/// other waiting; and the provider, which most of them ask, is not flooded.
/// </param>
/// <param name="Wake">By the id of the grain.</param>
internal sealed record DueKind(string Prefix, int AtOnce, Func<IGrains, string, ValueTask> Wake)
{
    /// <summary>Sends at a time to one endpoint: a small server shall not be flooded, and a slow one have more than one at work.</summary>
    private const int SendsAtOnce = 8;

    public static readonly DueKind Tokens = new(SharedPaymentToken.KeyOf(string.Empty), 16, (all, id) => all.Get<ISharedPaymentToken>(id).Wake());

    public static readonly IReadOnlyList<DueKind> All =
    [
        new(CheckoutSession.KeyOf(string.Empty), 32, (all, id) => all.Get<ICheckoutSession>(id).Wake()),
        new(TokenIssue.KeyOf(string.Empty), 16, (all, id) => all.Get<ITokenIssue>(id).Wake()),
        Tokens,
        new(EventRecord.KeyOf(string.Empty), 16, (all, id) => all.Get<IProviderEvent>(id).Wake()),
        new(OrderRecord.KeyOf(string.Empty), 16, (all, id) => all.Get<IOrder>(id).Wake()),
    ];

    /// <summary>No grains: their commits are fenced by what they change.</summary>
    public static IReadOnlyList<DueKind> OfErasing(ErasureDesk desk, OrderRetention retention) =>
    [
        new(Erasure.KeyOf(string.Empty), 4, (_, session) => desk.Wake(session)),
        new(OrderRetention.Kind + "/", 1, (_, _) => retention.Wake()),
    ];

    /// <summary>How many may be taken on now where it is fewer than <see cref="AtOnce"/>; null: no fewer.</summary>
    public Func<int>? Room { get; init; }

    /// <summary>Each endpoint is a kind: what waits for a dead one keeps nothing else waiting.</summary>
    public static DueKind DeliveriesTo(string endpoint, EndpointCircuits circuits) =>
        new(DeliveryRecord.KeyOf(endpoint, string.Empty), SendsAtOnce, (all, id) => all.Get<IDelivery>($"{endpoint}/{id}").Wake())
        {
            Room = () => circuits.Room(endpoint, SendsAtOnce),
        };

    /// <summary>As the store calls it: what stands before the slash.</summary>
    public string Name { get; } = Prefix[..^1];

    public string SpanName { get; } = $"due.wake {Prefix[..^1]}";
}
