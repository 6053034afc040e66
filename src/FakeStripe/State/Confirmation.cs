using System.Diagnostics;

namespace Acp.Fakes;

/// <summary>What a confirmed intent comes to, at once or later, and the events that tell of it.</summary>
internal sealed class Confirmation(StripeState state)
{
    private static readonly Decline NotAuthenticated = new(
        "payment_intent_authentication_failure", null, "The provided PaymentMethod has failed authentication.");

    private static readonly Decline TokenGone = new("card_declined", "generic_decline", "Your card was declined.");

    public Outcome Confirm(Intent intent, DateTimeOffset now)
    {
        switch (intent.Card)
        {
            case Card.Pays:
            case Card.Authenticates when intent.Authentication is not null:
                return Capture(intent, now);
            case Card.Authenticates:
                return Wait(intent, "requires_action", EventTypes.RequiresAction, now);
            case Card.Processes:
                return Wait(intent, "processing", EventTypes.Processing, now);
            case Card.Declines { Decline: var decline }:
                var token = intent.Token?.Id;
                Fail(intent, decline, now);
                return Errors.Card(decline, intent.ChargeId, intent.WriteObject)
                    with { IntentId = intent.Id, Token = token, Session = intent.Session };
            default:
                throw new UnreachableException($"Unhandled {intent.Card}.");
        }
    }

    /// <summary>What the shopper's authentication, or a slow payment method, came to.</summary>
    public Outcome Authenticate(Intent intent, string? outcome, DateTimeOffset now) => outcome switch
    {
        "succeeded" when intent.Token?.Reason is null => Capture(intent, now),
        "succeeded" => Fail(intent, TokenGone, now),
        "failed" => Fail(intent, NotAuthenticated, now),
        _ => Errors.Parameter("parameter_invalid", "outcome", "The outcome is succeeded or failed."),
    };

    public Outcome Cancel(Intent intent, string? reason, DateTimeOffset now)
    {
        (intent.Status, intent.CanceledAt, intent.CancellationReason) = ("canceled", now, reason);
        state.Raise(EventTypes.Canceled, intent, now);
        return intent.Shown();
    }

    private Outcome Wait(Intent intent, string status, string type, DateTimeOffset now)
    {
        intent.Status = status;
        state.Raise(type, intent, now);
        Follow(intent, now);
        return intent.Shown();
    }

    private void Follow(Intent intent, DateTimeOffset now)
    {
        if (intent.Page is { } page)
        {
            state.Checkout.Follow(page, now);
        }
    }

    private Outcome Capture(Intent intent, DateTimeOffset now)
    {
        (intent.Status, intent.LastError) = ("succeeded", null);
        state.Record(intent, now);
        state.Raise(EventTypes.Succeeded, intent, now);
        if (intent.Token is { } token)
        {
            token.Holder ??= intent.By;
            state.Tokens.Capture(token, intent, now);
        }

        Follow(intent, now);

        return intent.Shown() with { Charged = intent.Amount, ApplicationFee = intent.ApplicationFee };
    }

    private Outcome Fail(Intent intent, Decline decline, DateTimeOffset now)
    {
        (intent.Status, intent.LastError, intent.Card) = ("requires_payment_method", decline, null);
        state.Raise(EventTypes.Failed, intent, now);
        Follow(intent, now);
        return intent.Shown();
    }
}
