using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acp.Fakes;

/// <summary>
/// The accounts' objects at Stripe. Deterministic: the same calls at the same times in the same order leave the same state, which
/// is what lets a journal of calls restore it. Not synchronized; the fake's gate is around it.
/// </summary>
internal sealed class StripeState
{
    private readonly EventLog events;
    private readonly Dictionary<string, List<FakeCharge>> bySession = new(StringComparer.Ordinal);
    private readonly List<FakeCharge> charges = [];
    private readonly Shopper shopper;
    private long counter;
    private long executed;
    private Cause cause;

    public Intents Intents { get; }

    public Tokens Tokens { get; }

    public IssuedTokens IssuedTokens { get; }

    public CheckoutPages Checkout { get; }

    /// <summary>Where browsers reach the hosted pages, without a slash at its end.</summary>
    public string PagesAt { get; set; }

    public Refunds Refunds { get; }

    public Disputes Disputes { get; }

    public Dashboard Dashboard { get; }

    public IReadOnlyList<FakeCharge> Charges => charges;

    public long TotalCharged { get; private set; }

    public StripeState(EventLog events, Accounts accounts, string pagesAt)
    {
        this.events = events;
        Tokens = new(this, accounts);
        Intents = new(this);
        IssuedTokens = new(this, accounts);
        Checkout = new(this);
        PagesAt = pagesAt;
        shopper = new(this);
        Refunds = new(this);
        Disputes = new(this);
        Dashboard = new(accounts.Seller.Id);
    }

    public IReadOnlyList<FakeCharge> ChargesOf(string session) => bySession.GetValueOrDefault(session) ?? [];

    public Outcome Execute(Call call, DateTimeOffset now)
    {
        // What time did comes first, and is nobody's doing.
        cause = default;
        Tokens.ExpireDue(now);
        Checkout.ExpireDue(now);
        cause = call.Request.Method == "POST" && call.Kind is not StripeCall.PayOnPage && !Control.IsMeant(call.Request)
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
        events.Raise(new(type, intent.Id, intent.Session, Json.Write(intent.WriteMembers), intent.By), cause, at);

    public void Raise(string type, CheckoutPage page, DateTimeOffset at) =>
        events.Raise(new(type, page.Id, page.Session, Json.Write(json => page.WriteMembers(json, PagesAt)), page.By), cause, at);

    /// <summary>Of the intent's charge.</summary>
    public void RaiseCharge(string type, Intent intent, DateTimeOffset at) =>
        events.Raise(new(type, intent.ChargeId, intent.Session, Json.Write(intent.WriteCharge), intent.By), cause, at);

    public void Raise(string type, Refund refund, DateTimeOffset at) =>
        events.Raise(new(type, refund.Id, refund.Intent.Session, Json.Write(refund.WriteMembers), refund.Intent.By), cause, at);

    public void Raise(string type, Dispute dispute, DateTimeOffset at) =>
        events.Raise(new(type, dispute.Id, dispute.Intent.Session, Json.Write(dispute.WriteMembers), dispute.Intent.By), cause, at);

    /// <summary>Where nobody here holds the token, nobody is told.</summary>
    public void Raise(string type, GrantedToken token, DateTimeOffset at)
    {
        if (token.Holder is { } holder)
        {
            events.Raise(new(type, token.Id, null, Json.Write(token.WriteMembers), holder), cause, at);
        }
    }

    /// <summary>Tells the issuer, where the token was issued by one.</summary>
    /// <param name="intentId">The payment that used it.</param>
    public void RaiseIssued(string type, GrantedToken token, DateTimeOffset at, string? intentId = null)
    {
        if (token.Issue is { } issue)
        {
            events.Raise(new(type, token.Id, null, Json.Write(json => issue.WriteMembers(json, token, intentId)), issue.By), cause, at);
        }
    }

    private Outcome Treat(Call call, DateTimeOffset now) => (call.Kind, call.Path) switch
    {
        (StripeCall.Charge, _) => Intents.Create(call.Request.FormFields(), call.By, call.Key, now),
        (StripeCall.LookUpIntent, [.., var id]) => Intents.Show(id, call.By),
        (StripeCall.ListIntents, _) => Intents.List(call.Request.QueryFields(), call.By),
        (StripeCall.ConfirmIntent, [.., var id, _]) => Intents.Confirm(id, call.Request.FormFields(), call.By, call.Key, now),
        (StripeCall.CancelIntent, [.., var id, _]) => Intents.Cancel(id, call.Request.FormFields(), call.By, now),
        (StripeCall.Authenticate, [.., var id, _]) => Intents.Authenticate(id, call.Request.AnyFields(), now),
        (StripeCall.AuthenticateToken, [.., var id, _]) => IssuedTokens.Authenticate(id, call.Request.AnyFields(), now),
        (StripeCall.Refund, _) => Refunds.Create(call.Request.FormFields(), call.By, call.Key, now),
        (StripeCall.LookUpRefund, [.., var id]) => Refunds.Show(id, call.By),
        (StripeCall.ListRefunds, _) => Refunds.List(call.Request.QueryFields(), call.By),
        (StripeCall.BeginRefunds, _) => Refunds.Begin(call.Request.AnyFields()),
        (StripeCall.SettleRefund, [.., var id, _]) => Refunds.Settle(id, call.Request.AnyFields(), now),
        (StripeCall.LookUpDispute, [.., var id]) => Disputes.Show(id, call.By),
        (StripeCall.ListDisputes, _) => Disputes.List(call.Request.QueryFields(), call.By),
        (StripeCall.OpenDispute, [.., var id, _]) => Disputes.Open(id, call.Request.AnyFields(), now),
        (StripeCall.MoveDispute, [.., var id, _]) => Disputes.Move(id, call.Request.AnyFields(), now),
        (StripeCall.CreateToken, [.., var kind]) =>
            Tokens.Create(call.Request.FormFields(), older: kind == "shared_payment_granted_tokens", call.By, now),
        (StripeCall.RevokeToken, [.., var id, _]) => Tokens.Revoke(id, call.By, now),
        (StripeCall.LookUpEvent, [.., var id]) => events.Show(id, call.By),
        (StripeCall.ListEvents, _) => events.List(call.Request.QueryFields(), call.By),
        (StripeCall.LookUpAccount, _) => Dashboard.ShowAccount(call.By),
        (StripeCall.ListEndpoints, _) => Dashboard.ListEndpoints(call.Request.QueryFields(), call.By),
        (StripeCall.CreatePage, _) => Checkout.Create(call.Request.FormFields(), call.By, call.Key, now),
        (StripeCall.LookUpPage, [.., var id]) => Checkout.Show(id, call.Request.QueryFields(), call.By),
        (StripeCall.ListPages, _) => Checkout.List(call.Request.QueryFields(), call.By),
        (StripeCall.ExpirePage, [.., var id, _]) => Checkout.Expire(id, call.By, now),
        (StripeCall.LookAtPage, [.., var id]) => shopper.Look(id),
        (StripeCall.PayOnPage, [.., var id]) => shopper.Send(id, call.Request.FormFields(), now),
        _ when HasSharedTokens(call.Request) => TreatShared(call, now) ?? Errors.NoUrl(call.Request.Method, call.Request.Path),
        _ => Errors.NoUrl(call.Request.Method, call.Request.Path),
    };

    private Outcome? TreatShared(Call call, DateTimeOffset now) => (call.Kind, call.Path) switch
    {
        (StripeCall.LookUpToken, [.., var id]) => Tokens.Show(id, call.By, now),
        (StripeCall.IssueToken, _) => IssuedTokens.Issue(call.Request.FormFields(), call.By, call.Key, now),
        (StripeCall.LookUpIssuedToken, [.., var id]) => IssuedTokens.Show(id, call.By),
        (StripeCall.RevokeIssuedToken, [.., var id, _]) => IssuedTokens.Revoke(id, call.By, now),
        _ => null,
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
            now)
        {
            Account = intent.By.Id,
            ApplicationFee = intent.ApplicationFee,
        };
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

    // Shared tokens are in preview versions only. Without a version the account's default counts, which has them here.
    private static bool HasSharedTokens(FakeRequest request) =>
        request.Header("Stripe-Version") is not { } version || version.EndsWith(".preview", StringComparison.Ordinal);
}
