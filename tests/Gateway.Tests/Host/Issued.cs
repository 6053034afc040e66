using Acp.CheckoutSessions;
using Acp.Gateway.Issuing;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Tests.Host;

/// <summary>Tokens as a grain tells of them.</summary>
internal static class Issued
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public static Answer Replied(SharedPaymentTokenView token, bool replayed = false) => new Answer.Replied(new TokenReplies().Render(token), replayed);

    public static Answer Refused(RefusalRule rule) => new Answer.Replied(new TokenReplies().Render(new Refusal(rule, "It may not be.")), Replayed: false);

    /// <summary>As it is right after its issue.</summary>
    public static SharedPaymentTokenView Token(TokenOrigin origin = TokenOrigin.Issued, string platform = "one") => new(
        "spt_1",
        origin,
        SharedPaymentTokenStatus.Active,
        platform,
        "shop.example",
        Session: null,
        "usd",
        4999,
        AmountKind.Exact,
        Noon,
        Noon.AddSeconds(300),
        UsedAt: null,
        RevokedAt: null,
        Reason: null,
        PaymentIntent: null,
        RevocationConfirmed: true,
        new MandateLinks("intent_123", "cart_456", "payment_789"),
        NextAction: null,
        Agent: "profile_agent",
        Risk: """{"score":1}""",
        """{"order":"42"}""");

    public static SharedPaymentTokenView Used() => Token() with
    {
        Status = SharedPaymentTokenStatus.Used,
        UsedAt = Noon.AddSeconds(60),
        Session = "cs_1",
        PaymentIntent = "pi_1",
        Mandate = null,
        Metadata = null,
    };

    public static SharedPaymentTokenView Revoked() => Token() with
    {
        Status = SharedPaymentTokenStatus.Revoked,
        RevokedAt = Noon.AddSeconds(90),
        Reason = "lost phone",
        AmountKind = AmountKind.Maximum,
        Mandate = new MandateLinks(null, "cart_456", null),
        NextAction = """{"type":"redirect_to_url"}""",
        Metadata = null,
    };
}
