using Acp.Attention;
using Acp.CheckoutSessions;
using Acp.Gateway.Admin.Orders;
using Acp.Orders;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Ids = Acp.Gateway.Reading.Tokens;

namespace Acp.Gateway.Admin.Search;

/// <summary>
/// Finds checkouts by what people have in their hands. Whole words only: each look is one at a key or an index, and costs the
/// same however much is stored. Docs: decisions/0035.
/// </summary>
internal sealed class CheckoutFinder(IStore store, IInventory inventory, OrderReader orders, TimeProvider clock)
{
    public const int Most = 20;

    private static readonly string OfSession = CheckoutSession.KeyOf(string.Empty);
    private static readonly string OfOrder = OrderRecord.KeyOf(string.Empty);

    /// <returns>Newest first; each checkout once.</returns>
    public async ValueTask<IReadOnlyList<SearchHit>> Find(string text) =>
    [
        .. (await All(text)).OfType<SearchHit>()
            .DistinctBy(hit => hit.Session ?? hit.Token)
            .OrderByDescending(hit => hit.CreatedAt)
            .Take(Most),
    ];

    private async ValueTask<IEnumerable<SearchHit?>> All(string text) => text switch
    {
        _ when text.Contains('@', StringComparison.Ordinal) => await ByTerms(SearchHit.ByBuyer, new SearchTerms(BuyerDigest.Of(text), Intent: null)),
        _ when !Ids.IsPossible(text) => [],
        _ => [await BySession(text), await ByOrder(text), await ByToken(text), .. await ByTerms(SearchHit.ByIntent, new SearchTerms(Buyer: null, text))],
    };

    private async ValueTask<SearchHit?> BySession(string id) => SessionIds.IsPossible(id) ? await SessionHit(SearchHit.BySession, id) : null;

    private async ValueTask<SearchHit?> ByOrder(string id) =>
        OrderIds.IsPossible(id) && await orders.Load(id) is { } order ? SearchHit.Of(SearchHit.ByOrder, order) : null;

    private async ValueTask<SearchHit?> ByToken(string id)
    {
        if ((await store.LoadSnapshot<TokenRecord>(SharedPaymentToken.KeyOf(id))).State?.View(clock.GetUtcNow()) is not { } token)
        {
            return null;
        }

        var found = token.Session is { } session ? await SessionHit(SearchHit.ByToken, session) : null;
        return (found ?? SearchHit.Of(token)) with { Token = token.Id };
    }

    private async ValueTask<IEnumerable<SearchHit?>> ByTerms(string matched, SearchTerms terms)
    {
        var hits = new List<SearchHit?>();
        foreach (var state in await inventory.Search(terms, Most))
        {
            hits.Add(await HitOf(matched, state));
        }

        return hits;
    }

    private async ValueTask<SearchHit?> HitOf(string matched, ListedState state) => state.Key switch
    {
        _ when state.Key.StartsWith(OfSession, StringComparison.Ordinal) =>
            SearchHit.Of(matched, StateCodec.Decode<CheckoutSession>(state.State.Span), order: null, clock.GetUtcNow()),
        _ when state.Key.StartsWith(OfOrder, StringComparison.Ordinal) => SearchHit.Of(matched, StateCodec.Decode<OrderRecord>(state.State.Span)),
        _ => await SessionHit(matched, StateCodec.Decode<Contradiction>(state.State.Span).Session),
    };

    private async ValueTask<SearchHit?> SessionHit(string matched, string id) =>
        (await store.LoadSnapshot<CheckoutSession>(CheckoutSession.KeyOf(id))).State is { } session
            ? SearchHit.Of(matched, session, session.Order is { } order ? await orders.Load(order.Id) : null, clock.GetUtcNow())
            : null;
}
