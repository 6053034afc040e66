using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Tests.Host;

/// <summary>Tokens with every member set.</summary>
internal static class SomeTokens
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, 5, TimeSpan.Zero);

    public static TokenRow Row(int number) => new(
        $"spt_{number}", TokenOrigin.Issued, SharedPaymentTokenStatus.Used, "one", "shop.example", "cs_1", "usd", 4_999, Noon.AddSeconds(-number), Noon.AddMinutes(5), Noon);

    public static IReadOnlyList<TokenRow> Rows(int count) => [.. Enumerable.Range(1, count).Select(Row)];

    public static SharedPaymentTokenView View(SharedPaymentTokenStatus status = SharedPaymentTokenStatus.Revoked) => new(
        "spt_1", TokenOrigin.Issued, status, "one", "shop.example", "cs_1", "usd", 4_999, AmountKind.Exact, Noon, Noon.AddMinutes(5), Noon, Noon,
        "shopper called", "pi_1", RevocationConfirmed: true, new("intent_1", null, "payment_1"), """{"type":"redirect_to_url"}""", "profile_1", """{"score":1}""", """{"cart":"7"}""");

    public static SharedPaymentTokenView Bare() => View(SharedPaymentTokenStatus.Active) with
    {
        Origin = TokenOrigin.Granted, Platform = null, Merchant = null, Session = null, Currency = null, Amount = null, AmountKind = AmountKind.Maximum, ExpiresAt = null,
        UsedAt = null, RevokedAt = null, Reason = null, PaymentIntent = null, Mandate = null, NextAction = null, Agent = null, Risk = null, Metadata = null,
    };
}
