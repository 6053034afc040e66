using System.Collections.Immutable;

namespace Acp.Fakes;

/// <summary>The kinds of call that a fault can be meant for.</summary>
public enum StripeCall
{
    Any,
    Charge,
    LookUpIntent,
    ListIntents,
    ConfirmIntent,
    CancelIntent,
    LookUpToken,
    CreateToken,
    RevokeToken,
    LookUpEvent,
    ListEvents,
    Authenticate,
    IssueToken,
    LookUpIssuedToken,
    RevokeIssuedToken,
    AuthenticateToken,
    CreatePage,
    LookUpPage,
    ListPages,
    ExpirePage,

    /// <summary>A browser's, as the next: no part of the API, and no fault meets it.</summary>
    LookAtPage,
    PayOnPage,

    Refund,
    LookUpRefund,
    ListRefunds,
    BeginRefunds,
    SettleRefund,
    LookUpDispute,
    ListDisputes,
    OpenDispute,
    MoveDispute,
    LookUpAccount,
    ListEndpoints,
    Other,
}

internal static class StripeCalls
{
    public static StripeCall Of(string method, ImmutableArray<string> path) => (method, path) switch
    {
        ("POST", ["v1", "payment_intents"]) => StripeCall.Charge,
        ("GET", ["v1", "payment_intents"]) => StripeCall.ListIntents,
        ("GET", ["v1", "payment_intents", _]) => StripeCall.LookUpIntent,
        ("POST", ["v1", "payment_intents", _, "confirm"]) => StripeCall.ConfirmIntent,
        ("POST", ["v1", "payment_intents", _, "cancel"]) => StripeCall.CancelIntent,
        ("GET", ["v1", "shared_payment", "granted_tokens", _]) => StripeCall.LookUpToken,
        ("POST", ["v1", "test_helpers", "shared_payment", "granted_tokens"]) => StripeCall.CreateToken,
        ("POST", ["v1", "test_helpers", "shared_payment_granted_tokens"]) => StripeCall.CreateToken,
        ("POST", ["v1", "test_helpers", "shared_payment", "granted_tokens", _, "revoke"]) => StripeCall.RevokeToken,
        ("POST", ["v1", "test_helpers", "shared_payment_granted_tokens", _, "revoke"]) => StripeCall.RevokeToken,
        ("POST", ["v1", "shared_payment", "issued_tokens"]) => StripeCall.IssueToken,
        ("GET", ["v1", "shared_payment", "issued_tokens", _]) => StripeCall.LookUpIssuedToken,
        ("POST", ["v1", "shared_payment", "issued_tokens", _, "revoke"]) => StripeCall.RevokeIssuedToken,
        ("POST", ["v1", "checkout", "sessions"]) => StripeCall.CreatePage,
        ("GET", ["v1", "checkout", "sessions"]) => StripeCall.ListPages,
        ("GET", ["v1", "checkout", "sessions", _]) => StripeCall.LookUpPage,
        ("POST", ["v1", "checkout", "sessions", _, "expire"]) => StripeCall.ExpirePage,
        ("GET", ["c", "pay", _]) => StripeCall.LookAtPage,
        ("POST", ["c", "pay", _]) => StripeCall.PayOnPage,
        ("GET", ["v1", "events"]) => StripeCall.ListEvents,
        ("GET", ["v1", "events", _]) => StripeCall.LookUpEvent,
        ("POST", ["v1", "refunds"]) => StripeCall.Refund,
        ("GET", ["v1", "refunds"]) => StripeCall.ListRefunds,
        ("GET", ["v1", "refunds", _]) => StripeCall.LookUpRefund,
        ("GET", ["v1", "disputes"]) => StripeCall.ListDisputes,
        ("GET", ["v1", "disputes", _]) => StripeCall.LookUpDispute,
        ("GET", ["v1", "account"]) => StripeCall.LookUpAccount,
        ("GET", ["v1", "webhook_endpoints"]) => StripeCall.ListEndpoints,
        ("POST", ["_fake", "refunds", "begin"]) => StripeCall.BeginRefunds,
        ("POST", ["_fake", "refunds", _, "settle"]) => StripeCall.SettleRefund,
        ("POST", ["_fake", "payment_intents", _, "dispute"]) => StripeCall.OpenDispute,
        ("POST", ["_fake", "disputes", _, "move"]) => StripeCall.MoveDispute,
        ("POST", ["_fake", "payment_intents", _, "authenticate"]) => StripeCall.Authenticate,
        ("POST", ["_fake", "issued_tokens", _, "authenticate"]) => StripeCall.AuthenticateToken,
        _ => StripeCall.Other,
    };
}
