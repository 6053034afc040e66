namespace Acp.Orders;

/// <summary>Which orders are listed. What is null lets all through.</summary>
public sealed record OrderFilter(OrderStatus? Status = null, string? Platform = null);

/// <summary>Where a page of orders ended.</summary>
/// <param name="Key">The order's key in the store.</param>
public sealed record OrderPlace(DateTimeOffset CreatedAt, string Key);
