using Acp.CheckoutSessions;
using Acp.Gateway.Admin.Tokens;
using Acp.Gateway.Rendering;
using Acp.Orders;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Admin.Search;

/// <summary>A checkout that was found, or a token that no checkout has.</summary>
/// <param name="Matched">By what: <c>session</c>, <c>order</c>, <c>token</c>, <c>buyer_mail</c> or <c>payment_intent</c>.</param>
/// <param name="Status">The checkout's; where there is none, the token's.</param>
/// <param name="Total">Minor units; of a token its limit, as far as it has one.</param>
internal sealed record SearchHit(
    string Matched,
    string? Session,
    string? Order,
    string? OrderNumber,
    string? OrderStatus,
    string? Token,
    string? Platform,
    string Status,
    long? Total,
    string? Currency,
    DateTimeOffset CreatedAt)
{
    public static SearchHit Of(string matched, CheckoutSession session, OrderRecord? order, DateTimeOffset now) => new(
        matched,
        session.Id,
        session.Order?.Id,
        session.Order?.Number,
        order is null ? null : OrderNames.Of(order.Snapshot().Status),
        Token: null,
        session.Platform,
        Attention.AttentionItems.Word(session.StatusAt(now)),
        session.Quote.Total,
        session.Currency,
        session.CreatedAt);

    /// <summary>Of an order whose session may have been forgotten.</summary>
    public static SearchHit Of(string matched, OrderRecord order) => new(
        matched,
        order.Placed.SessionId,
        order.Placed.Id,
        order.Placed.Number,
        OrderNames.Of(order.Snapshot().Status),
        Token: null,
        order.Placed.Platform,
        Attention.AttentionItems.Word(CheckoutStatus.Completed),
        order.Placed.Payment?.Amount ?? 0,
        order.Placed.Currency,
        order.Placed.PlacedAt);

    public static SearchHit Of(SharedPaymentTokenView token) => new(
        ByToken, token.Session, Order: null, OrderNumber: null, OrderStatus: null, token.Id, token.Platform, TokenJson.Word(token.Status), token.Amount, token.Currency, token.CreatedAt);

    public const string BySession = "session";
    public const string ByOrder = "order";
    public const string ByToken = "token";
    public const string ByBuyer = "buyer_mail";
    public const string ByIntent = "payment_intent";
}
