using System.Text.Json;
using Acp.CheckoutSessions;

namespace Acp.Gateway;

/// <summary>
/// One released version of the protocol: reads its requests leniently, renders its replies strictly. Reading throws
/// <see cref="Errors.RequestRefusedException"/> with a 400 that names the place.
/// </summary>
internal interface IAcpVersion
{
    /// <summary>As in the API-Version header; versions sort by it.</summary>
    string Name { get; }

    CreateCheckoutSession ReadCreate(JsonElement body);

    UpdateCheckoutSession ReadUpdate(JsonElement body);

    CompleteCheckoutSession ReadComplete(JsonElement body);

    /// <param name="body">Null where the request had none.</param>
    CancelCheckoutSession ReadCancel(JsonElement? body);

    ReadOnlyMemory<byte> Render(CheckoutSessionView session);
}
