using Acp.Pricing;

namespace Acp.CheckoutSessions;

/// <summary>The sentences of the refusals that a session itself gives.</summary>
public static class Refusals
{
    private const string TokenParam = "$.payment_data.instrument.credential.token";

    public static readonly Refusal MustAuthenticate = new(
        RefusalRule.RequiresAuthentication,
        "The card issuer asks the shopper to authenticate. Once that is done, or with another token, complete again under a new key.",
        "$.authentication_result");

    public static readonly Refusal NotAuthenticated = new(
        RefusalRule.NotAuthenticated,
        "The shopper was not authenticated, so nothing is charged. Authenticate again, or bring another token, and complete again under a new key.",
        "$.authentication_result");

    public static readonly Refusal CancelNotAllowed = new(
        RefusalRule.CancelNotAllowed, "This checkout session is already completed, canceled or expired.");

    public static readonly Refusal Completed = new(
        RefusalRule.SessionCompleted, "This checkout session is completed and can no longer change.");

    public static readonly Refusal Expired = new(
        RefusalRule.SessionExpired, "This checkout session has expired. Create a new one.");

    public static readonly Refusal Canceled = new(
        RefusalRule.SessionCanceled, "This checkout session was canceled. Create a new one.");

    public static readonly Refusal TokenUnknown = new(
        RefusalRule.TokenUnknown, "The payment provider does not know this payment token for this merchant.", TokenParam);

    public static readonly Refusal TokenUsed = new(RefusalRule.TokenUsed, "This payment token has been used already.", TokenParam);

    public static readonly Refusal TokenExpired = new(RefusalRule.TokenExpired, "This payment token has expired.", TokenParam);

    public static readonly Refusal TokenRevoked = new(RefusalRule.TokenRevoked, "This payment token has been revoked.", TokenParam);

    public static readonly Refusal TokenOfAnotherPlatform = new(
        RefusalRule.TokenOfAnotherPlatform, "This payment token was not issued to this platform.", TokenParam);

    public static readonly Refusal TokenReservedElsewhere = new(
        RefusalRule.TokenReservedElsewhere, "This payment token is in use by another checkout session.", TokenParam);

    public static Refusal Closed(ClosedBecause because) => because == ClosedBecause.Canceled ? Canceled : Expired;

    public static Refusal Declined(string reason) => new(RefusalRule.PaymentDeclined, reason, "$.payment_data");

    public static Refusal TokenCurrencyMismatch(string of, string needed) => new(
        RefusalRule.TokenCurrencyMismatch, $"This payment token is for {of}, but the session is in {needed}.", TokenParam);

    public static Refusal TokenLimitExceeded(long limit, long total) => new(
        RefusalRule.TokenLimitExceeded, $"This payment token covers {limit} minor units, but the session's total is {total}.", TokenParam);

    public static Refusal TokenAmountMismatch(long amount, long total) => new(
        RefusalRule.TokenAmountMismatch, $"This payment token is for exactly {amount} minor units, but the session's total is {total}.", TokenParam);

    public static Refusal NotReady(IReadOnlyList<Obstacle> obstacles) => new(
        RefusalRule.NotReadyForPayment,
        string.Join(' ', obstacles.Select(obstacle => obstacle.Message)),
        obstacles[0].Param);

    /// <param name="counter">The one that is short.</param>
    public static Refusal OutOfStock(Quote quote, string counter)
    {
        var line = quote.Lines.TakeWhile(line => StockCounters.Available(line.Line.Product.Id) != counter).Count();
        return new(RefusalRule.OutOfStock, $"There is not enough of {quote.Lines[line].Line.Product.Name} left.", $"$.line_items[{line}]");
    }
}
