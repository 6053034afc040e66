namespace Acp.CheckoutSessions;

/// <summary>What a shopper is told who wants to pay on the provider's page. The private constructor closes the hierarchy.</summary>
public abstract record PageOffer
{
    private PageOffer() { }

    /// <summary>The shopper is sent there. Asked again while it is open, it is the same page.</summary>
    /// <param name="Url">Whoever has it can pay: it is given to the shopper's browser and to nobody else.</param>
    public sealed record Opened(string Url, DateTimeOffset ExpiresAt) : PageOffer;

    /// <summary>It is paid already, or there was nothing to pay.</summary>
    public sealed record Completed : PageOffer;

    /// <summary>The total is no longer what was shown: show it, and let the shopper press again.</summary>
    public sealed record Repriced : PageOffer;

    /// <summary>A payment is under way by another way, or this one is not settled yet: come back in a moment.</summary>
    public sealed record InProgress : PageOffer;

    public sealed record Refused(Refusal Refusal) : PageOffer;

    /// <summary>This session cannot be paid on a page: not for its platform or currency, or the provider would not make one.</summary>
    public sealed record NotOffered : PageOffer;

    /// <summary>The provider was not reached; no page was opened.</summary>
    public sealed record ProviderUnavailable : PageOffer;

    /// <summary>The store did not take the change, or the merchant's own systems did not say the price; safe to repeat.</summary>
    public sealed record StoreUnavailable : PageOffer;

    public sealed record NotFound : PageOffer;
}
