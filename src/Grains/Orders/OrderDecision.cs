namespace Acp.Orders;

/// <summary>What a command comes to. The private constructor closes the hierarchy.</summary>
internal abstract record OrderDecision
{
    private OrderDecision() { }

    /// <param name="Id">Of what it makes; null where it makes nothing.</param>
    public sealed record Write(OrderEntry Entry, string? Id = null) : OrderDecision;

    /// <summary>For the merchant's people only.</summary>
    public sealed record Jot(OrderNote Note) : OrderDecision;

    /// <summary>It is so already.</summary>
    /// <param name="Id">Of what had been made.</param>
    public sealed record Already(string? Id = null) : OrderDecision;

    /// <summary>The identity that the command brings was another one's before.</summary>
    public sealed record Reused : OrderDecision;

    public sealed record Refuse(OrderRefusal Refusal) : OrderDecision;
}
