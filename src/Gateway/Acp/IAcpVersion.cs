using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Gateway.Errors;
using Acp.Pricing;

namespace Acp.Gateway;

/// <summary>
/// One released version of the protocol: reads its requests leniently, renders its replies strictly. Reading throws
/// <see cref="Errors.RequestRefusedException"/> with a 400 that names the place.
/// </summary>
internal interface IAcpVersion
{
    /// <summary>As in the API-Version header; versions sort by it.</summary>
    string Name { get; }

    /// <summary>Whether every POST must bring an idempotency key.</summary>
    bool RequiresIdempotencyKey { get; }

    /// <summary>Whether a reply says by a header that it is a replay.</summary>
    bool MarksReplays { get; }

    /// <summary>
    /// Whether callers that name no version are served as this one. It is one version for good, whatever is added: they
    /// cannot say that they know a newer one.
    /// </summary>
    bool ServesPlainCallers => false;

    CreateCheckoutSession ReadCreate(JsonElement body);

    UpdateCheckoutSession ReadUpdate(JsonElement body);

    CompleteCheckoutSession ReadComplete(JsonElement body);

    /// <param name="body">Null where the request had none.</param>
    CancelCheckoutSession ReadCancel(JsonElement? body);

    ReadOnlyMemory<byte> Render(CheckoutSessionView session);

    /// <summary>What a platform is told of an order, as the body of a webhook.</summary>
    ReadOnlyMemory<byte> Render(OrderMessage message);

    /// <summary>What of a cart it cannot show: with that, a session is rendered as not ready, and cannot be completed.</summary>
    IReadOnlyList<Obstacle> NotShown(Quote quote) => [];

    /// <summary>An error in this version's words: its types, its statuses, its names of places.</summary>
    /// <param name="error">As the newest version has it.</param>
    AcpError Fit(AcpError error);
}
