using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Gateway.Errors;
using Acp.Gateway.Reading;
using Acp.Gateway.Rendering;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Version20260130;

/// <summary>ACP 2026-01-30.</summary>
internal sealed class Version20260130(IOptions<MerchantOptions> merchant) : IAcpVersion
{
    private const string Date = "2026-01-30";

    private readonly NegotiatedSessionWriter writer = new(Date, Words.All, merchant.Value);

    public string Name => Date;

    public bool RequiresIdempotencyKey => false;

    public bool MarksReplays => false;

    public AcpError Fit(AcpError error) => ConflictingKeys.Fit(error, place => place);

    public ReadOnlyMemory<byte> Render(CheckoutSessionView session) => writer.Write(session);

    public ReadOnlyMemory<byte> Render(OrderMessage message) => OrderEventWriter.WriteBrief(message, merchant.Value);

    public CreateCheckoutSession ReadCreate(JsonElement json) => LineItemsForm.ReadCreate(Field.Root(json), hasOrderNotes: false);

    public UpdateCheckoutSession ReadUpdate(JsonElement json) => LineItemsForm.ReadUpdate(Field.Root(json), hasOrderNotes: false);

    public CompleteCheckoutSession ReadComplete(JsonElement json) =>
        LineItemsForm.ReadComplete(Field.Root(json), PaymentHandler.Id, hasOrderNotes: false);

    public CancelCheckoutSession ReadCancel(JsonElement? json) => IntentTraces.Read(json);
}
