using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Orders;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Gateway.Admin.Stories;

/// <summary>
/// Puts one checkout's life together: the trails of its session, its tokens and its order, what the provider told of it, and
/// what was sent out. Of a session that was forgotten its order is found by the payment of its token.
/// </summary>
internal sealed class StoryTeller(IStore store, IInventory inventory, OrderReader orders, IOrderHooks hooks, TimeProvider clock)
{
    /// <summary>The newest. No checkout that somebody can read comes near.</summary>
    public const int Most = 2_000;

    private const int MostTokens = 50;
    private const int MostEvents = 100;

    /// <returns>Null where there is neither such a session nor an order of it.</returns>
    public async ValueTask<Story?> Tell(string id)
    {
        var session = (await store.LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(id))).State;
        var tokens = await inventory.ListTokens(new TokenFilter { Session = id }, clock.GetUtcNow(), after: null, MostTokens);
        var order = session is null ? await FindOrder(tokens) : session.Order is { } placed ? await orders.Load(placed.Id) : null;
        if (session is null && order is null)
        {
            return null;
        }

        var held = session?.OpenAttempt is { Rail: ChargeRail.Token } attempt ? [attempt.ReservationId] : Array.Empty<string>();
        List<StoryEntry> entries = [.. (await store.ReadAudit(CheckoutSession.KeyOf(id))).SelectMany(entry => StoryTexts.Of(entry, session?.Currency))];
        foreach (var token in tokens.Select(row => row.Id).Union(held))
        {
            entries.AddRange((await store.ReadAudit(SharedPaymentToken.KeyOf(token))).Where(entry => IsOf(id, entry)).SelectMany(StoryTexts.Of));
        }

        entries.AddRange(await Events(id, order));
        entries.AddRange(order is null ? [] : await OrderAndMessages(order));
        StoryEntry[] sorted = [.. entries.OrderBy(entry => entry.At)];
        return new Story(id, session, order, sorted[Math.Max(0, sorted.Length - Most)..], sorted.Length > Most);
    }

    private async ValueTask<OrderRecord?> FindOrder(IReadOnlyList<TokenRow> tokens)
    {
        foreach (var token in tokens)
        {
            var record = (await store.LoadSnapshot<TokenRecord>(SharedPaymentToken.KeyOf(token.Id))).State;
            if (record?.State is SharedPaymentToken.Used { PaymentIntent: { } intent }
                && (await inventory.Search(new SearchTerms(Buyer: null, intent), MostTokens)).FirstOrDefault(IsOrder) is { } found)
            {
                return StateCodec.Decode<OrderRecord>(found.State.Span);
            }
        }

        return null;
    }

    private static bool IsOrder(ListedState state) => state.Key.StartsWith(OrderRecord.KeyOf(string.Empty), StringComparison.Ordinal);

    // A token that was released may have been another session's since.
    private static bool IsOf(string session, AuditEntry entry)
    {
        using var detail = JsonDocument.Parse(entry.Detail);
        return !detail.RootElement.TryGetProperty("session", out var named) || named.GetString() == session;
    }

    private async ValueTask<IEnumerable<StoryEntry>> Trail(string key) => (await store.ReadAudit(key)).SelectMany(StoryTexts.Of);

    private async ValueTask<IEnumerable<StoryEntry>> Events(string session, OrderRecord? order)
    {
        var found = await inventory.Search(EventRecord.TermsOf(session), MostEvents);
        var more = order?.Placed.Payment is { } payment ? await inventory.Search(EventRecord.TermsOf(payment.IntentId), MostEvents) : [];
        return found.Concat(more).DistinctBy(state => state.Key).Select(state => EventEntry(StateCodec.Decode<EventRecord>(state.State.Span)));
    }

    private static StoryEntry EventEntry(EventRecord told) => new(
        told.ReceivedAt,
        StoryKind.Event,
        $"The provider told of {told.Facts.Type}; it is {told.Status.ToString().ToLowerInvariant()}.",
        "provider",
        JsonSerializer.Serialize(new { id = told.Facts.Id, type = told.Facts.Type, happened_at = told.Facts.HappenedAt, intent = told.Facts.Intent, tries = told.Tries, why = told.Why }),
        told.Status switch
        {
            ProviderEventStatus.Dead or ProviderEventStatus.Orphaned => StoryState.Error,
            ProviderEventStatus.Waiting => StoryState.Warning,
            _ => StoryState.Ok,
        });

    private async ValueTask<IEnumerable<StoryEntry>> OrderAndMessages(OrderRecord order)
    {
        var placed = order.Placed;
        var detail = JsonSerializer.Serialize(new { order = placed.Id, number = placed.Number });
        List<StoryEntry> entries = [new(placed.PlacedAt, StoryKind.Order, $"Order {placed.Number} was placed.", "clock", detail, StoryState.Ok), .. await Trail(OrderRecord.KeyOf(placed.Id))];
        foreach (var endpoint in hooks.EndpointsOf(placed.Platform))
        {
            var key = DeliveryRecord.KeyOf(endpoint, placed.Id);
            var delivery = (await store.LoadSnapshot<DeliveryRecord>(key)).State;
            entries.AddRange(delivery?.Sends.Select(send => MessageEntry(endpoint, send)) ?? []);
            entries.AddRange(await Trail(key));
        }

        return entries;
    }

    private static StoryEntry MessageEntry(string endpoint, LoggedSend send) => new(
        send.At,
        StoryKind.Message,
        send.Why is null ? $"{endpoint} took message {send.Sequence}." : $"{endpoint} did not take message {send.Sequence}: {send.Why}.",
        "clock",
        JsonSerializer.Serialize(new { endpoint, sequence = send.Sequence, status = send.Status, milliseconds = send.Milliseconds, why = send.Why }),
        send.Why is null ? StoryState.Ok : StoryState.Warning);
}

/// <param name="Session">Null where it was forgotten.</param>
/// <param name="IsCut">Whether there is more, older than this.</param>
internal sealed record Story(string Id, CheckoutSession? Session, OrderRecord? Order, IReadOnlyList<StoryEntry> Entries, bool IsCut);
