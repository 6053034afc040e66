using System.Text.Json.Serialization;
using Acp.Client.Json;

namespace Acp.Client;

/// <summary>Where a checkout session stands.</summary>
[JsonConverter(typeof(WordConverter<SessionStatus>))]
public enum SessionStatus
{
    /// <summary>A word that this client does not know.</summary>
    Unrecognized,

    /// <summary>Something is missing; other servers' word for <see cref="NotReadyForPayment"/>.</summary>
    Incomplete,

    /// <summary>Something is missing: the messages say what.</summary>
    NotReadyForPayment,

    /// <summary>A person has to take over, at <see cref="CheckoutSession.ContinueUrl"/>.</summary>
    RequiresEscalation,

    /// <summary>The issuer wants the shopper to authenticate.</summary>
    AuthenticationRequired,

    /// <summary>It can be completed.</summary>
    ReadyForPayment,

    /// <summary>Somebody has to approve it.</summary>
    PendingApproval,

    /// <summary>A payment is under way; nobody knows yet what becomes of it.</summary>
    CompleteInProgress,

    /// <summary>Paid; there is an order.</summary>
    Completed,

    /// <summary>Over, unpaid.</summary>
    Canceled,

    /// <summary>Something is under way.</summary>
    InProgress,

    /// <summary>Over, unpaid.</summary>
    Expired,
}
