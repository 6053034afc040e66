using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acp.Fakes;

/// <summary>
/// One account at Stripe. Deterministic: the same calls at the same times in the same order leave the same state, which
/// is what lets a journal of calls restore it. Not synchronized; the fake's gate is around it.
/// </summary>
internal sealed class StripeState
{
    private readonly Dictionary<string, List<FakeCharge>> bySession = new(StringComparer.Ordinal);
    private readonly List<FakeCharge> charges = [];
    private long counter;

    public Intents Intents { get; }

    public Tokens Tokens { get; }

    public IReadOnlyList<FakeCharge> Charges => charges;

    public long TotalCharged { get; private set; }

    public StripeState()
    {
        Tokens = new(this);
        Intents = new(this);
    }

    public IReadOnlyList<FakeCharge> ChargesOf(string session) => bySession.GetValueOrDefault(session) ?? [];

    public Outcome Execute(Call call, DateTimeOffset now) => (call.Kind, call.Path) switch
    {
        (StripeCall.Charge, _) => Intents.Create(call.Request.FormFields(), call.Key, now),
        (StripeCall.LookUpIntent, [.., var id]) => Intents.Show(id),
        (StripeCall.ListIntents, _) => Intents.List(call.Request.QueryFields()),
        (StripeCall.CancelIntent, [.., var id, _]) => Intents.Cancel(id, call.Request.FormFields(), now),
        (StripeCall.Authenticate, [.., var id, _]) => Intents.Authenticate(id, call.Request.AnyFields(), now),
        (StripeCall.LookUpToken, [.., var id]) when HasGrantedTokens(call.Request) => Tokens.Show(id, now),
        (StripeCall.CreateToken, [.., var kind]) =>
            Tokens.Create(call.Request.FormFields(), older: kind == "shared_payment_granted_tokens", now),
        (StripeCall.RevokeToken, [.., var id, _]) => Tokens.Revoke(id, now),
        _ => Errors.NoUrl(call.Request.Method, call.Request.Path),
    };

    public void Record(Intent intent, DateTimeOffset now)
    {
        var charge = new FakeCharge(
            intent.ChargeId,
            intent.Id,
            intent.Amount,
            intent.Currency,
            intent.Session,
            intent.Metadata.GetValueOrDefault("charge_attempt"),
            intent.Token?.Id,
            intent.IdempotencyKey,
            now);
        charges.Add(charge);
        TotalCharged += charge.Amount;
        if (charge.Session is { } session)
        {
            if (!bySession.TryGetValue(session, out var ofSession))
            {
                bySession.Add(session, ofSession = []);
            }

            ofSession.Add(charge);
        }
    }

    /// <returns>An id that follows from the key, so that a walk can foretell it; without a key it counts.</returns>
    public string NewId(string prefix, string? key, Predicate<string> isTaken)
    {
        var seed = key ?? Count();
        while (true)
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{prefix}:{seed}"));
            var id = prefix + Convert.ToHexStringLower(digest.AsSpan(0, 12));
            if (!isTaken(id))
            {
                return id;
            }

            // The key was forgotten after 24 h and is new again.
            seed = $"{key}#{Count()}";
        }
    }

    public string Count() => (++counter).ToString(CultureInfo.InvariantCulture);

    // Granted tokens are in preview versions only. Without a version the account's default counts, which has them here.
    private static bool HasGrantedTokens(FakeRequest request) =>
        request.Header("Stripe-Version") is not { } version || version.EndsWith(".preview", StringComparison.Ordinal);
}
