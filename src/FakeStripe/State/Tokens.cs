namespace Acp.Fakes;

/// <summary>Granted tokens: those that a test helper made, and those that a name alone stands for.</summary>
internal sealed class Tokens(StripeState state)
{
    private const int LongestLife = 90;

    // The source documents: «SPT expires after 15 minutes».
    private static readonly TimeSpan OlderLife = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, GrantedToken> tokens = new(StringComparer.Ordinal);

    // Of two that expire together the one that was made first goes first, now and after a restart.
    private readonly PriorityQueue<GrantedToken, (DateTimeOffset At, int Number)> expiring = new();

    /// <returns>Null where there is no such token. From its first use on, a token has state.</returns>
    public GrantedToken? Find(string id, DateTimeOffset now)
    {
        if (!tokens.TryGetValue(id, out var token))
        {
            token = GrantedToken.OfName(id, now);
            if (token is { IsTemplate: false })
            {
                tokens.Add(id, token);
            }
        }

        return token;
    }

    /// <summary>Looking changes nothing: it is not journaled, so a restart would forget it.</summary>
    public Outcome Show(string id, DateTimeOffset now) =>
        (tokens.GetValueOrDefault(id) ?? GrantedToken.OfName(id, now)) is { } token ? Shown(token) : NoSuchToken(404, id);

    public void ExpireDue(DateTimeOffset now)
    {
        while (expiring.TryPeek(out var token, out var due) && due.At <= now)
        {
            expiring.Dequeue();
            if (token.Reason is null)
            {
                token.Expire(due.At);
                state.Raise(EventTypes.TokenDeactivated, token, due.At);
            }
        }
    }

    public void Capture(GrantedToken token, long amount, DateTimeOffset now)
    {
        if (!token.IsTemplate)
        {
            token.Capture(amount, now);
            state.Raise(EventTypes.TokenUsed, token, now);
            state.Raise(EventTypes.TokenDeactivated, token, now);
        }
    }

    public Outcome Create(Dictionary<string, string> form, bool older, DateTimeOffset now)
    {
        if (form.GetValueOrDefault("payment_method") is not { Length: > 0 } method)
        {
            return Errors.Parameter("parameter_missing", "payment_method", "Missing required param: payment_method.");
        }

        if (Card.OfMethod(method) is not { } card)
        {
            return Errors.Refused(400, "resource_missing", $"No such PaymentMethod: '{method}'", "payment_method");
        }

        var (amountName, currencyName) = older ? ("amount", "currency") : ("usage_limits[max_amount]", "usage_limits[currency]");
        if (Fields.Whole(form, amountName) is not { } amount || amount < 1)
        {
            return Errors.Parameter("parameter_missing", amountName, $"Missing required param: {amountName}.");
        }

        if (form.GetValueOrDefault(currencyName) is not { Length: 3 } currency)
        {
            return Errors.Parameter("parameter_missing", currencyName, $"Missing required param: {currencyName}.");
        }

        if (Fields.Whole(form, "usage_limits[expires_at]") > now.AddDays(LongestLife).ToUnixTimeSeconds())
        {
            return Errors.Parameter("parameter_invalid", "usage_limits[expires_at]", "A token expires within 90 days.");
        }

        var expiry = Fields.Whole(form, "usage_limits[expires_at]") is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : (DateTimeOffset?)null;
        var token = new GrantedToken(state.NewId("spt_test_", null, tokens.ContainsKey), now, card)
        {
            Currency = Fields.Lower(currency),
            MaxAmount = amount,
            ExpiresAt = expiry ?? (older ? now + OlderLife : null),
            SharedMetadata = Fields.Map(form, "shared_metadata"),
            Flat = older,
        };
        tokens.Add(token.Id, token);
        if (token.ExpiresAt is { } due)
        {
            expiring.Enqueue(token, (due, tokens.Count));
        }

        return Shown(token);
    }

    public Outcome Revoke(string id, DateTimeOffset now)
    {
        if (Find(id, now) is not { } token)
        {
            return NoSuchToken(404, id);
        }

        if (token.Reason is not null)
        {
            return Deactivated(token);
        }

        token.Revoke(now);
        state.Raise(EventTypes.TokenDeactivated, token, now);
        return Shown(token);
    }

    public static Outcome NoSuchToken(int status, string id) =>
        Errors.Refused(status, "resource_missing", $"No such shared_payment_token: '{id}'") with { Token = id };

    /// <summary>One wording for expired, used and revoked, and no code: as Stripe does.</summary>
    public static Outcome Deactivated(GrantedToken token) =>
        Errors.Refused(400, null, "This shared payment token cannot be used because it is already in a deactivated state.")
            with { Token = token.Id };

    private static Outcome Shown(GrantedToken token) =>
        new(200, Json.Write(token.WriteMembers), token.Reason ?? "active") { Token = token.Id };
}
