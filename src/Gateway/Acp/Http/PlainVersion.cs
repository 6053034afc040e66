using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Gateway.Errors;

namespace Acp.Gateway.Http;

/// <summary>
/// What plain callers are served as: one version, whose key they need not bring. Their requests may also have the form of
/// the oldest one, which asks for <c>items</c> and names no currency.
/// </summary>
internal sealed class PlainVersion(IAcpVersion spoken, IAcpVersion oldest) : IAcpVersion
{
    public string Name => spoken.Name;

    public bool RequiresIdempotencyKey => false;

    public bool MarksReplays => spoken.MarksReplays;

    public CreateCheckoutSession ReadCreate(JsonElement body) => ReaderOf(body).ReadCreate(body);

    public UpdateCheckoutSession ReadUpdate(JsonElement body) => ReaderOf(body).ReadUpdate(body);

    public CompleteCheckoutSession ReadComplete(JsonElement body) => spoken.ReadComplete(body);

    public CancelCheckoutSession ReadCancel(JsonElement? body) => spoken.ReadCancel(body);

    public ReadOnlyMemory<byte> Render(CheckoutSessionView session) => spoken.Render(session);

    public ReadOnlyMemory<byte> Render(OrderMessage message) => spoken.Render(message);

    public AcpError Fit(AcpError error) => spoken.Fit(error);

    private IAcpVersion ReaderOf(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("items", out _) && !body.TryGetProperty("line_items", out _)
            ? oldest
            : spoken;
}
