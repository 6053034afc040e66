using System.Diagnostics;

namespace Acp.Fakes;

/// <summary>Payment intents: created and confirmed in one call, shown, listed, canceled.</summary>
internal sealed class Intents(StripeState state)
{
    private const int ListedByDefault = 10;
    private const int MostListed = 100;

    private static readonly Decline NotAuthenticated = new(
        "payment_intent_authentication_failure", null, "The provided PaymentMethod has failed authentication.");

    private static readonly Decline TokenGone = new("card_declined", "generic_decline", "Your card was declined.");

    private readonly Dictionary<string, Intent> byId = new(StringComparer.Ordinal);
    private readonly List<Intent> byAge = [];

    public Outcome Create(Dictionary<string, string> form, string? key, DateTimeOffset now)
    {
        var (parameters, refusal) = ChargeParameters.Read(form);
        if (parameters is null)
        {
            return refusal!;
        }

        var token = parameters.Token is { } id ? state.Tokens.Find(id, now) : null;
        var card = token?.Card ?? (parameters.Method is { } method ? Card.OfMethod(method) : null);
        if (Unusable(parameters, token, card) is { } unusable)
        {
            return unusable with { Token = parameters.Token, Session = parameters.Metadata.GetValueOrDefault("acp_session") };
        }

        var intent = new Intent(state.NewId("pi_", key, byId.ContainsKey), parameters.Amount, parameters.Currency, now)
        {
            Metadata = parameters.Metadata,
            Token = token,
            IdempotencyKey = key,
            Status = card is null ? "requires_payment_method" : "requires_confirmation",
        };
        byId.Add(intent.Id, intent);
        byAge.Add(intent);
        return parameters.Confirm ? Confirm(intent, card!, now) : intent.Shown();
    }

    public Outcome Show(string id) => byId.TryGetValue(id, out var intent) ? intent.Shown() : NoSuchIntent(id);

    public Outcome List(Dictionary<string, string> query)
    {
        var limit = Fields.Whole(query, "limit") ?? ListedByDefault;
        if (limit is < 1 or > MostListed)
        {
            return Errors.Parameter("parameter_invalid_integer", "limit", "The limit is a number from 1 to 100.");
        }

        var listed = NewestFirst()
            .SkipWhile(it => Created(it) > (Fields.Whole(query, "created[lte]") ?? long.MaxValue))
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
            page.Take((int)limit).ToList().ForEach(it => it.WriteObject(json));
            json.WriteEndArray();
        }), "list");
    }

    public Outcome Cancel(string id, Dictionary<string, string> form, DateTimeOffset now)
    {
        if (!byId.TryGetValue(id, out var intent))
        {
            return NoSuchIntent(id);
        }

        if (!intent.CanBeCanceled)
        {
            return UnexpectedState(intent, "canceled");
        }

        intent.Status = "canceled";
        intent.CanceledAt = now;
        intent.CancellationReason = form.GetValueOrDefault("cancellation_reason");
        return intent.Shown();
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

        return fields.GetValueOrDefault("outcome") switch
        {
            "succeeded" when intent.Token?.Reason is null => Capture(intent, now),
            "succeeded" => Fail(intent, TokenGone),
            "failed" => Fail(intent, NotAuthenticated),
            _ => Errors.Parameter("parameter_invalid", "outcome", "The outcome is succeeded or failed."),
        };
    }

    private static long Created(Intent intent) => intent.Created.ToUnixTimeSeconds();

    private IEnumerable<Intent> NewestFirst()
    {
        for (var index = byAge.Count - 1; index >= 0; index--)
        {
            yield return byAge[index];
        }
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

    private Outcome Confirm(Intent intent, Card card, DateTimeOffset now)
    {
        switch (card)
        {
            case Card.Pays:
                return Capture(intent, now);
            case Card.Authenticates:
                intent.Status = "requires_action";
                return intent.Shown();
            case Card.Processes:
                intent.Status = "processing";
                return intent.Shown();
            case Card.Declines { Decline: var decline }:
                Fail(intent, decline);
                return Errors.Card(decline, intent.ChargeId, intent.WriteObject)
                    with { IntentId = intent.Id, Token = intent.Token?.Id, Session = intent.Session };
            default:
                throw new UnreachableException($"Unhandled {card}.");
        }
    }

    private Outcome Capture(Intent intent, DateTimeOffset now)
    {
        intent.Status = "succeeded";
        intent.LastError = null;
        intent.Token?.Capture(intent.Amount, now);
        state.Record(intent, now);
        return intent.Shown() with { Charged = intent.Amount };
    }

    private static Outcome Fail(Intent intent, Decline decline)
    {
        intent.Status = "requires_payment_method";
        intent.LastError = decline;
        return intent.Shown();
    }

    private static Outcome UnexpectedState(Intent intent, string verb) => Errors.Refused(
        400,
        "payment_intent_unexpected_state",
        $"This PaymentIntent cannot be {verb} because it has a status of {intent.Status}.",
        more: json =>
        {
            json.WritePropertyName("payment_intent");
            intent.WriteObject(json);
        }) with { IntentId = intent.Id, Session = intent.Session };

    private static Outcome NoSuchIntent(string id) =>
        Errors.Refused(404, "resource_missing", $"No such payment_intent: '{id}'", "intent") with { IntentId = id };
}
