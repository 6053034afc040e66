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
    private readonly EventLog events;
    private readonly Dictionary<string, List<FakeCharge>> bySession = new(StringComparer.Ordinal);
    private readonly List<FakeCharge> charges = [];
    private long counter;
    private long executed;
    private Cause cause;

    public Intents Intents { get; }

    public Tokens Tokens { get; }

    public IReadOnlyList<FakeCharge> Charges => charges;

    public long TotalCharged { get; private set; }

    public StripeState(EventLog events)
    {
        this.events = events;
        Tokens = new(this);
        Intents = new(this);
    }

    public IReadOnlyList<FakeCharge> ChargesOf(string session) => bySession.GetValueOrDefault(session) ?? [];

    public Outcome Execute(Call call, DateTimeOffset now)
    {
        // What time did comes first, and is nobody's doing.
        cause = default;
        Tokens.ExpireDue(now);
        cause = call.Request.Method == "POST" && call.Kind != StripeCall.Authenticate
            ? new(IdOf("req_", $"{executed + 1}"), call.Key)
            : default;
        var outcome = Treat(call, now);
        if (!outcome.Executed || call.Request.Method != "POST")
        {
            return outcome;
        }

        executed++;
        return outcome with { RequestId = cause.RequestId };
    }

    public void Raise(string type, Intent intent, DateTimeOffset at) =>
        events.Raise(new(type, intent.Id, intent.Session, Json.Write(intent.WriteMembers)), cause, at);

    public void Raise(string type, GrantedToken token, DateTimeOffset at) =>
        events.Raise(new(type, token.Id, null, Json.Write(token.WriteMembers)), cause, at);

    private Outcome Treat(Call call, DateTimeOffset now) => (call.Kind, call.Path) switch
    {
        (StripeCall.Charge, _) => Intents.Create(call.Request.FormFields(), call.Key, now),
        (StripeCall.LookUpIntent, [.., var id]) => Intents.Show(id),
        (StripeCall.ListIntents, _) => Intents.List(call.Request.QueryFields()),
        (StripeCall.ConfirmIntent, [.., var id, _]) => Intents.Confirm(id, call.Request.FormFields(), call.Key, now),
        (StripeCall.CancelIntent, [.., var id, _]) => Intents.Cancel(id, call.Request.FormFields(), now),
        (StripeCall.Authenticate, [.., var id, _]) => Intents.Authenticate(id, call.Request.AnyFields(), now),
        (StripeCall.LookUpToken, [.., var id]) when HasGrantedTokens(call.Request) => Tokens.Show(id, now),
        (StripeCall.CreateToken, [.., var kind]) =>
            Tokens.Create(call.Request.FormFields(), older: kind == "shared_payment_granted_tokens", now),
        (StripeCall.RevokeToken, [.., var id, _]) => Tokens.Revoke(id, now),
        (StripeCall.LookUpEvent, [.., var id]) => events.Show(id),
        (StripeCall.ListEvents, _) => events.List(call.Request.QueryFields()),
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
            var id = IdOf(prefix, seed);
            if (!isTaken(id))
            {
                return id;
            }

            // The key was forgotten after 24 h and is new again.
            seed = $"{key}#{Count()}";
        }
    }

    public static string IdOf(string prefix, string seed) =>
        prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{prefix}:{seed}")).AsSpan(0, 12));

    public string Count() => (++counter).ToString(CultureInfo.InvariantCulture);

    // Granted tokens are in preview versions only. Without a version the account's default counts, which has them here.
    private static bool HasGrantedTokens(FakeRequest request) =>
        request.Header("Stripe-Version") is not { } version || version.EndsWith(".preview", StringComparison.Ordinal);
}
