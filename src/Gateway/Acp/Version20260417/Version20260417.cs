using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Gateway.Errors;
using Acp.Gateway.Reading;
using Acp.Gateway.Rendering;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Version20260417;

/// <summary>ACP 2026-04-17.</summary>
internal sealed class Version20260417(IOptions<MerchantOptions> merchant) : IAcpVersion
{
    private const string Date = "2026-04-17";

    private readonly NegotiatedSessionWriter writer = new(Date, Words.All, merchant.Value);

    public string Name => Date;

    public bool RequiresIdempotencyKey => true;

    public bool MarksReplays => true;

    public bool ServesPlainCallers => true;

    public AcpError Fit(AcpError error) => error;

    public ReadOnlyMemory<byte> Render(CheckoutSessionView session) => writer.Write(session);

    public ReadOnlyMemory<byte> Render(OrderMessage message) => OrderEventWriter.WriteFull(message, merchant.Value);

    public CreateCheckoutSession ReadCreate(JsonElement json) => LineItemsForm.ReadCreate(Field.Root(json), hasOrderNotes: true);

    public UpdateCheckoutSession ReadUpdate(JsonElement json) => LineItemsForm.ReadUpdate(Field.Root(json), hasOrderNotes: true);

    public CompleteCheckoutSession ReadComplete(JsonElement json) => LineItemsForm.ReadComplete(Field.Root(json), PaymentHandler.Id, hasOrderNotes: true) with
    {
        Consents = MarketingConsents.Read(Field.Root(json)["marketing_consents"], merchant.Value.MarketingConsents),
    };

    public CancelCheckoutSession ReadCancel(JsonElement? json) => IntentTraces.Read(json);
}
