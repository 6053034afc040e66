namespace Acp.Fakes;

/// <summary>Tokens as their issuer makes, sees and ends them.</summary>
internal sealed class IssuedTokens(StripeState state, Accounts accounts)
{
    public Outcome Issue(Dictionary<string, string> form, Caller by, string? key, DateTimeOffset now)
    {
        var (asked, refusal) = IssueParameters.Read(form, now);
        if (asked is null)
        {
            return refusal!;
        }

        if (Card.OfMethod(asked.Method) is not { } card)
        {
            return Errors.Refused(400, "resource_missing", $"No such PaymentMethod: '{asked.Method}'", "payment_method");
        }

        if (Unsellable(asked.SellerProfile, by) is { } problem)
        {
            return problem;
        }

        var issue = new Issuance(by, asked) { RequiresAction = card is Card.Authenticates };
        var token = new GrantedToken(state.NewId("spt_", key, state.Tokens.Exists), now, card, asked.SellerProfile)
        {
            Agent = by.Profile,
            Currency = asked.Currency,
            ExpiresAt = asked.ExpiresAt,
            Holder = accounts.OfProfile(asked.SellerProfile),
            Issue = issue,
            MaxAmount = asked.MaxAmount,
            Risk = Card.RiskOf(asked.Method),
            SharedMetadata = asked.SharedMetadata,
        };
        state.Tokens.Add(token);
        state.RaiseIssued(issue.RequiresAction ? EventTypes.IssuedRequiresAction : EventTypes.IssuedActive, token, now);
        return Shown(token, issue);
    }

    public Outcome Show(string id, Caller by) => Find(id, by) is { Issue: { } issue } token ? Shown(token, issue) : NoSuchToken(id);

    public Outcome Revoke(string id, Caller by, DateTimeOffset now)
    {
        if (Find(id, by) is not { Issue: { } issue } token)
        {
            return NoSuchToken(id);
        }

        if (token.Reason is not null)
        {
            return Tokens.Deactivated(token);
        }

        token.Revoke(now);
        state.Tokens.TellEnd(token, now);
        return Shown(token, issue);
    }

    /// <summary>The shopper's authentication. A payment that waits for it goes on by itself.</summary>
    public Outcome Authenticate(string id, Dictionary<string, string> fields, DateTimeOffset now)
    {
        var outcome = fields.GetValueOrDefault("outcome");
        if (outcome is not ("succeeded" or "failed"))
        {
            return Errors.Parameter("parameter_invalid", "outcome", "The outcome is succeeded or failed.");
        }

        if (state.Tokens.Find(id) is not { Issue: { } issue } token)
        {
            return NoSuchToken(id);
        }

        if (issue.StatusOf(token) != "requires_action")
        {
            return Errors.Refused(400, null, $"This shared payment token has a status of {issue.StatusOf(token)}.") with { Token = id };
        }

        if (outcome == "succeeded")
        {
            (issue.RequiresAction, token.Card) = (false, new Card.Pays());
            state.RaiseIssued(EventTypes.IssuedActive, token, now);
        }

        foreach (var intent in state.Intents.WaitingFor(token))
        {
            state.Intents.Authenticate(intent, outcome, now);
        }

        return Shown(token, issue);
    }

    private GrantedToken? Find(string id, Caller by) => state.Tokens.Find(id) is { Issue: { } issue } token && issue.By.Id == by.Id ? token : null;

    private static Outcome? Unsellable(string profile, Caller by) => profile switch
    {
        _ when profile == by.Profile => Errors.Refused(
            400, null, "The seller's network business profile is the same as the counterparty's.", "seller_details[network_business_profile]"),
        _ when !profile.StartsWith("profile_", StringComparison.Ordinal) || profile.StartsWith("profile_unknown", StringComparison.Ordinal) =>
            Errors.Refused(400, "resource_missing", $"No such network business profile: '{profile}'", "seller_details[network_business_profile]"),
        _ => null,
    };

    private static Outcome NoSuchToken(string id) =>
        Errors.Refused(404, "resource_missing", $"No such shared_payment_issued_token: '{id}'", "id") with { Token = id };

    private static Outcome Shown(GrantedToken token, Issuance issue) =>
        new(200, Json.Write(json => issue.WriteMembers(json, token)), issue.StatusOf(token)) { Token = token.Id };
}
