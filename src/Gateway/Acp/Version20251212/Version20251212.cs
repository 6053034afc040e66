using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Gateway.Errors;
using Acp.Gateway.Reading;
using Acp.Gateway.Rendering;
using Acp.Pricing;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Version20251212;

/// <summary>ACP 2025-12-12.</summary>
internal sealed class Version20251212(IOptions<MerchantOptions> merchant) : IAcpVersion
{
    private readonly SessionWriter writer = new(merchant.Value);

    public string Name => "2025-12-12";

    public bool RequiresIdempotencyKey => false;

    public bool MarksReplays => false;

    public AcpError Fit(AcpError error) =>
        ConflictingKeys.Fit(ImpliedCurrency.Explain(error, merchant.Value.Currency), Words.RequestPlace);

    public ReadOnlyMemory<byte> Render(CheckoutSessionView session) => writer.Write(session);

    public ReadOnlyMemory<byte> Render(OrderMessage message) => OrderEventWriter.WriteBrief(message, merchant.Value);

    public IReadOnlyList<Obstacle> NotShown(Quote quote) => SentGoods.NotShown(quote);

    public CreateCheckoutSession ReadCreate(JsonElement body) => ItemsForm.ReadCreate(Field.Root(body), merchant.Value.Currency);

    public UpdateCheckoutSession ReadUpdate(JsonElement body) => ItemsForm.ReadUpdate(Field.Root(body));

    public CompleteCheckoutSession ReadComplete(JsonElement body) => ItemsForm.ReadComplete(Field.Root(body), PaymentProviderWriter.Provider, AuthenticationOutcomes.Detailed, proofIsRequired: true);

    public CancelCheckoutSession ReadCancel(JsonElement? body) => IntentTraces.Read(body);
}
