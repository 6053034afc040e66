namespace Acp.Fakes;

/// <summary>
/// Tokens as their seller sees them: those that were issued to it, that a test helper made, or that a name alone stands for.
/// </summary>
internal sealed class Tokens(StripeState state, Accounts accounts)
{
    // The source documents: «SPT expires after 15 minutes».
    private static readonly TimeSpan OlderLife = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, GrantedToken> tokens = new(StringComparer.Ordinal);

    // Of two that expire together the one that was made first goes first, now and after a restart.
    private readonly PriorityQueue<GrantedToken, (DateTimeOffset At, int Number)> expiring = new();

    public bool Exists(string id) => tokens.ContainsKey(id);

    /// <returns>Null where nobody made or used it.</returns>
    public GrantedToken? Find(string id) => tokens.GetValueOrDefault(id);

    /// <returns>Null where the caller has no such token. From its first use on, a token has state, and is its user's.</returns>
    public GrantedToken? Find(string id, Caller by, DateTimeOffset now)
    {
        var token = Seen(id, by, now);
        if (token is { IsTemplate: false })
        {
            tokens.TryAdd(id, token);
        }

        return token;
    }

    /// <summary>Looking changes nothing: it is not journaled, so a restart would forget it.</summary>
    public Outcome Show(string id, Caller by, DateTimeOffset now) => Seen(id, by, now) is { } token ? Shown(token) : NoSuchToken(404, id);

    public void Add(GrantedToken token)
    {
        tokens.Add(token.Id, token);
        if (token.ExpiresAt is { } due)
        {
            expiring.Enqueue(token, (due, tokens.Count));
        }
    }

    public void ExpireDue(DateTimeOffset now)
    {
        while (expiring.TryPeek(out var token, out var due) && due.At <= now)
        {
            expiring.Dequeue();
            if (token.Reason is null)
            {
                token.Expire(due.At);
                TellEnd(token, due.At);
            }
        }
    }

    public void Capture(GrantedToken token, Intent intent, DateTimeOffset now)
    {
        if (!token.IsTemplate)
        {
            token.Capture(intent.Amount, now);
            state.Raise(EventTypes.TokenUsed, token, now);
            state.RaiseIssued(EventTypes.IssuedUsed, token, now, intent.Id);
            TellEnd(token, now);
        }
    }

    /// <summary>Tells its seller and its issuer that it cannot be charged any more.</summary>
    public void TellEnd(GrantedToken token, DateTimeOffset at)
    {
        state.Raise(EventTypes.TokenDeactivated, token, at);
        state.RaiseIssued(EventTypes.IssuedDeactivated, token, at);
    }

    /// <param name="older">By the path of the source documents, which name amount and currency at the top. Their client does so on either.</param>
    public Outcome Create(Dictionary<string, string> form, bool older, Caller by, DateTimeOffset now)
    {
        older |= form.ContainsKey("amount");
        if (form.GetValueOrDefault("payment_method") is not { Length: > 0 } method)
        {
            return Errors.Missing("payment_method");
        }

        if (Card.OfMethod(method) is not { } card)
        {
            return Errors.Refused(400, "resource_missing", $"No such PaymentMethod: '{method}'", "payment_method");
        }

        var (amountName, currencyName) = older ? ("amount", "currency") : ("usage_limits[max_amount]", "usage_limits[currency]");
        if (Fields.Whole(form, amountName) is not { } amount || amount < 1)
        {
            return Errors.Missing(amountName);
        }

        if (form.GetValueOrDefault(currencyName) is not { Length: 3 } currency)
        {
            return Errors.Missing(currencyName);
        }

        if (Expiry.Problem(form, now) is { } unusable)
        {
            return unusable;
        }

        var token = new GrantedToken(state.NewId("spt_test_", null, Exists), now, card, by.Profile)
        {
            Agent = accounts.Agent,
            Currency = Fields.Lower(currency),
            MaxAmount = amount,
            ExpiresAt = Expiry.In(form) ?? (older ? now + OlderLife : null),
            Holder = by,
            Risk = Card.RiskOf(method),
            SharedMetadata = Fields.Map(form, "shared_metadata"),
            Flat = older,
        };
        Add(token);
        return Shown(token);
    }

    public Outcome Revoke(string id, Caller by, DateTimeOffset now)
    {
        if (Find(id, by, now) is not { } token)
        {
            return NoSuchToken(404, id);
        }

        if (token.Reason is not null)
        {
            return Deactivated(token);
        }

        token.Revoke(now);
        TellEnd(token, now);
        return Shown(token);
    }

    public static Outcome NoSuchToken(int status, string id) =>
        Errors.Refused(status, "resource_missing", $"No such shared_payment_token: '{id}'") with { Token = id };

    /// <summary>One wording for expired, used and revoked, and no code: as Stripe does.</summary>
    public static Outcome Deactivated(GrantedToken token) =>
        Errors.Refused(400, null, "This shared payment token cannot be used because it is already in a deactivated state.")
            with { Token = token.Id };

    private GrantedToken? Seen(string id, Caller by, DateTimeOffset now) =>
        (tokens.GetValueOrDefault(id) ?? GrantedToken.OfName(id, by, now)) is { } token && token.Seller == by.Profile ? token : null;

    private static Outcome Shown(GrantedToken token) =>
        new(200, Json.Write(token.WriteMembers), token.Reason ?? "active") { Token = token.Id };
}
