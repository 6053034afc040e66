namespace Acp.Fakes;

/// <summary>Payment intents: created and confirmed in one call, shown, listed, canceled.</summary>
internal sealed class Intents(StripeState state)
{
    private const int ListedByDefault = 10;
    private const int MostListed = 100;

    private readonly Dictionary<string, Intent> byId = new(StringComparer.Ordinal);
    private readonly List<Intent> byAge = [];
    private readonly Confirmation confirmation = new(state);

    public Outcome Create(Dictionary<string, string> form, Caller by, string? key, DateTimeOffset now)
    {
        var (parameters, refusal) = ChargeParameters.Read(form);
        if (parameters is null)
        {
            return refusal!;
        }

        var (token, card) = Means(parameters.Token, parameters.Method, by, now);
        if (Unusable(parameters, token, card) is { } unusable)
        {
            return unusable with { Token = parameters.Token, Session = parameters.Metadata.GetValueOrDefault("acp_session") };
        }

        var intent = new Intent(state.NewId("pi_", key, byId.ContainsKey), parameters.Amount, parameters.Currency, now)
        {
            By = by,
            Metadata = parameters.Metadata,
            ApplicationFee = parameters.ApplicationFee,
            Authentication = parameters.Authentication,
            Token = token,
            Card = card,
            IdempotencyKey = key,
            Status = card is null ? "requires_payment_method" : "requires_confirmation",
        };
        byId.Add(intent.Id, intent);
        byAge.Add(intent);
        return parameters.Confirm ? confirmation.Confirm(intent, now) : intent.Shown();
    }

    public Outcome Show(string id, Caller by) => Find(id, by) is { } intent ? intent.Shown() : NoSuchIntent(id);

    /// <summary>Those that wait for the shopper to authenticate the token, oldest first.</summary>
    public IReadOnlyList<Intent> WaitingFor(GrantedToken token) =>
        [.. byAge.Where(it => it.Token == token && it.Status == "requires_action")];

    public Outcome List(Dictionary<string, string> query, Caller by)
    {
        var limit = Fields.Whole(query, "limit") ?? ListedByDefault;
        if (limit is < 1 or > MostListed)
        {
            return Errors.Parameter("parameter_invalid_integer", "limit", "The limit is a number from 1 to 100.");
        }

        var listed = NewestFirst().Where(it => it.By.Id == by.Id)
            .SkipWhile(it => Created(it) > (Fields.Whole(query, "created[lte]") ?? long.MaxValue) || Created(it) >= (Fields.Whole(query, "created[lt]") ?? long.MaxValue))
            .TakeWhile(it => Created(it) >= (Fields.Whole(query, "created[gte]") ?? 0) && Created(it) > (Fields.Whole(query, "created[gt]") ?? -1));
        if (query.GetValueOrDefault("starting_after") is { } last)
        {
            listed = listed.SkipWhile(it => it.Id != last).Skip(1);
        }

        var page = listed.Take((int)limit + 1).ToList();
        return new(200, Json.Write(json =>
        {
            json.WriteString("object", "list");
            json.WriteString("url", "/v1/payment_intents");
            json.WriteBoolean("has_more", page.Count > limit);
            json.WriteStartArray("data");
            page.Take((int)limit).ToList().ForEach(it => it.WriteObject(json, query.ContainsValue("data.latest_charge")));
            json.WriteEndArray();
        }), "list");
    }

    /// <summary>Charges an intent that was created without it, or that was declined and is paid otherwise now.</summary>
    public Outcome Confirm(string id, Dictionary<string, string> form, Caller by, string? key, DateTimeOffset now)
    {
        if (Find(id, by) is not { } intent)
        {
            return NoSuchIntent(id);
        }

        var (parameters, refusal) = ChargeParameters.ReadConfirmation(form, intent);
        if (parameters is null)
        {
            return refusal!;
        }

        if (intent.Page is not null)
        {
            return IsOfPage(intent, "confirmed");
        }

        if (intent.Status is not ("requires_payment_method" or "requires_confirmation"))
        {
            return UnexpectedState(intent, "confirmed");
        }

        var (token, card) = (parameters.Token, parameters.Method) is (null, null)
            ? (intent.Token, intent.Card)
            : Means(parameters.Token, parameters.Method, by, now);
        if (Unusable(parameters, token, card) is { } unusable)
        {
            return unusable with { Token = parameters.Token, IntentId = id, Session = intent.Session };
        }

        (intent.Token, intent.Card, intent.IdempotencyKey, intent.Authentication) = (token, card, key, parameters.Authentication);
        return confirmation.Confirm(intent, now);
    }

    public Outcome Cancel(string id, Dictionary<string, string> form, Caller by, DateTimeOffset now)
    {
        if (Find(id, by) is not { } intent)
        {
            return NoSuchIntent(id);
        }

        if (intent.Page is not null)
        {
            return IsOfPage(intent, "canceled");
        }

        if (!intent.CanBeCanceled)
        {
            return UnexpectedState(intent, "canceled");
        }

        return confirmation.Cancel(intent, form.GetValueOrDefault("cancellation_reason"), now);
    }

    /// <summary>What the shopper's authentication, or a slow payment method, came to.</summary>
    public Outcome Authenticate(string id, Dictionary<string, string> fields, DateTimeOffset now)
    {
        if (!byId.TryGetValue(id, out var intent))
        {
            return NoSuchIntent(id);
        }

        if (intent.Status is not ("requires_action" or "processing"))
        {
            return UnexpectedState(intent, "authenticated");
        }

        return confirmation.Authenticate(intent, fields.GetValueOrDefault("outcome"), now);
    }

    /// <summary>What the shopper's authentication of a token comes to for an intent that waits for it.</summary>
    public void Authenticate(Intent intent, string outcome, DateTimeOffset now) => confirmation.Authenticate(intent, outcome, now);

    /// <summary>A shopper pays on a hosted page: the first try makes the intent, the next ones go on with it.</summary>
    public Outcome PayOnPage(CheckoutPage page, Card card, DateTimeOffset now)
    {
        var intent = page.Intent ??= OfPage(page, now);
        intent.Card = card;
        return confirmation.Confirm(intent, now);
    }

    public Outcome AuthenticateOnPage(Intent intent, string outcome, DateTimeOffset now) => confirmation.Authenticate(intent, outcome, now);

    /// <summary>Its page is over.</summary>
    public void Abandon(Intent intent, DateTimeOffset at) => confirmation.Cancel(intent, "expired", at);

    private Intent OfPage(CheckoutPage page, DateTimeOffset now)
    {
        var intent = new Intent(state.NewId("pi_", page.Id, byId.ContainsKey), page.Asked.Total, page.Asked.Currency, now)
        {
            By = page.By,
            Metadata = page.Asked.IntentMetadata,
            ApplicationFee = page.Asked.ApplicationFee,
            Page = page,
        };
        byId.Add(intent.Id, intent);
        byAge.Add(intent);
        return intent;
    }

    /// <returns>Null where nobody made it.</returns>
    public Intent? Find(string id) => byId.GetValueOrDefault(id);

    /// <returns>Null where the caller made no such intent.</returns>
    public Intent? Find(string id, Caller by) => byId.TryGetValue(id, out var intent) && intent.By.Id == by.Id ? intent : null;

    private static long Created(Intent intent) => intent.Created.ToUnixTimeSeconds();

    private IEnumerable<Intent> NewestFirst()
    {
        for (var index = byAge.Count - 1; index >= 0; index--)
        {
            yield return byAge[index];
        }
    }

    private (GrantedToken? Token, Card? Card) Means(string? token, string? method, Caller by, DateTimeOffset now)
    {
        var granted = token is null ? null : state.Tokens.Find(token, by, now);
        return (granted, granted?.Card ?? (method is null ? null : Card.OfMethod(method)));
    }

    private static Outcome? Unusable(ChargeParameters asked, GrantedToken? token, Card? card) => (asked, token) switch
    {
        ({ Token: { } id }, null) => Tokens.NoSuchToken(400, id),
        (_, { Reason: not null }) => Tokens.Deactivated(token),
        (_, { Currency: { } currency }) when currency != asked.Currency => Errors.Refused(
            400, null, "The currency does not match the currency of the shared payment token.", "currency"),
        (_, { MaxAmount: { } most }) when asked.Amount > most - token.Captured => Errors.Refused(
            400, null, "The requested amount is greater than the remaining amount capturable with the shared payment token."),
        ({ Method: { } method }, _) when card is null =>
            Errors.Refused(400, "resource_missing", $"No such PaymentMethod: '{method}'", "payment_method"),
        ({ Confirm: true }, _) when card is null => Errors.Refused(
            400, "payment_intent_unexpected_state", "You cannot confirm this PaymentIntent because it's missing a payment method."),
        _ => null,
    };

    private static Outcome UnexpectedState(Intent intent, string verb) => Errors.Refused(
        400,
        "payment_intent_unexpected_state",
        $"This PaymentIntent cannot be {verb} because it has a status of {intent.Status}.",
        more: json =>
        {
            json.WritePropertyName("payment_intent");
            intent.WriteObject(json);
        }) with { IntentId = intent.Id, Session = intent.Session };

    private static Outcome IsOfPage(Intent intent, string verb) => Errors.Refused(
        400,
        "payment_intent_unexpected_state",
        $"This PaymentIntent belongs to a Checkout Session and cannot be {verb} by itself; expire the Checkout Session.")
        with { IntentId = intent.Id, Session = intent.Session };

    private static Outcome NoSuchIntent(string id) =>
        Errors.Refused(404, "resource_missing", $"No such payment_intent: '{id}'", "intent") with { IntentId = id };
}
