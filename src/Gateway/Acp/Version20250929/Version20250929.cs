using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Deliveries;
using Acp.Gateway.Errors;
using Acp.Gateway.Reading;
using Acp.Gateway.Rendering;
using Acp.Pricing;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Version20250929;

/// <summary>ACP 2025-09-29.</summary>
internal sealed class Version20250929(IOptions<MerchantOptions> merchant) : IAcpVersion
{
    private readonly SessionWriter writer = new(merchant.Value);

    public string Name => "2025-09-29";

    public bool RequiresIdempotencyKey => false;

    public bool MarksReplays => false;

    public AcpError Fit(AcpError error) =>
        ConflictingKeys.Fit(ImpliedCurrency.Explain(error, merchant.Value.Currency), Words.RequestPlace);

    public ReadOnlyMemory<byte> Render(CheckoutSessionView session) => writer.Write(session);

    public ReadOnlyMemory<byte> Render(OrderMessage message) => OrderEventWriter.WriteBrief(message, merchant.Value);

    public IReadOnlyList<Obstacle> NotShown(Quote quote) => SentGoods.NotShown(quote);

    public CreateCheckoutSession ReadCreate(JsonElement body) => AddressForm.ReadCreate(Field.Root(body), merchant.Value.Currency);

    public UpdateCheckoutSession ReadUpdate(JsonElement body) => AddressForm.ReadUpdate(Field.Root(body));

    public CompleteCheckoutSession ReadComplete(JsonElement body) => ItemsForm.ReadPayment(Field.Root(body), PaymentProviderWriter.Provider);

    // There is no body in this version: whatever comes is no reason of anything.
    public CancelCheckoutSession ReadCancel(JsonElement? body) => new(Reason: null);
}
