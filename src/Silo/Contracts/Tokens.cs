using Acp.SharedPaymentTokens;

namespace Acp.Silo.Contracts;

[GenerateSerializer, Alias("acp.mandate-links"), Immutable]
internal struct MandateLinksSurrogate
{
    [Id(0)] public string? IntentId;
    [Id(1)] public string? CartId;
    [Id(2)] public string? PaymentId;
}

[RegisterConverter]
internal sealed class MandateLinksConverter : IConverter<MandateLinks, MandateLinksSurrogate>
{
    public MandateLinks ConvertFromSurrogate(in MandateLinksSurrogate surrogate) => new(surrogate.IntentId, surrogate.CartId, surrogate.PaymentId);

    public MandateLinksSurrogate ConvertToSurrogate(in MandateLinks value) => new()
    {
        IntentId = value.IntentId,
        CartId = value.CartId,
        PaymentId = value.PaymentId,
    };
}

[GenerateSerializer, Alias("acp.shared-payment-token"), Immutable]
internal struct SharedPaymentTokenViewSurrogate
{
    [Id(0)] public string Id;
    [Id(1)] public TokenOrigin Origin;
    [Id(2)] public SharedPaymentTokenStatus Status;
    [Id(3)] public string? Platform;
    [Id(4)] public string? Merchant;
    [Id(5)] public string? Session;
    [Id(6)] public string? Currency;
    [Id(7)] public long? Amount;
    [Id(8)] public AmountKind AmountKind;
    [Id(9)] public DateTimeOffset CreatedAt;
    [Id(10)] public DateTimeOffset? ExpiresAt;
    [Id(11)] public DateTimeOffset? UsedAt;
    [Id(12)] public DateTimeOffset? RevokedAt;
    [Id(13)] public string? Reason;
    [Id(14)] public string? PaymentIntent;
    [Id(15)] public bool RevocationConfirmed;
    [Id(16)] public MandateLinks? Mandate;
    [Id(17)] public string? NextAction;
    [Id(18)] public string? Agent;
    [Id(19)] public string? Risk;
    [Id(20)] public string? Metadata;
}

[RegisterConverter]
internal sealed class SharedPaymentTokenViewConverter : IConverter<SharedPaymentTokenView, SharedPaymentTokenViewSurrogate>
{
    public SharedPaymentTokenView ConvertFromSurrogate(in SharedPaymentTokenViewSurrogate surrogate) => new(
        surrogate.Id,
        surrogate.Origin,
        surrogate.Status,
        surrogate.Platform,
        surrogate.Merchant,
        surrogate.Session,
        surrogate.Currency,
        surrogate.Amount,
        surrogate.AmountKind,
        surrogate.CreatedAt,
        surrogate.ExpiresAt,
        surrogate.UsedAt,
        surrogate.RevokedAt,
        surrogate.Reason,
        surrogate.PaymentIntent,
        surrogate.RevocationConfirmed,
        surrogate.Mandate,
        surrogate.NextAction,
        surrogate.Agent,
        surrogate.Risk,
        surrogate.Metadata);

    public SharedPaymentTokenViewSurrogate ConvertToSurrogate(in SharedPaymentTokenView value) => new()
    {
        Id = value.Id,
        Origin = value.Origin,
        Status = value.Status,
        Platform = value.Platform,
        Merchant = value.Merchant,
        Session = value.Session,
        Currency = value.Currency,
        Amount = value.Amount,
        AmountKind = value.AmountKind,
        CreatedAt = value.CreatedAt,
        ExpiresAt = value.ExpiresAt,
        UsedAt = value.UsedAt,
        RevokedAt = value.RevokedAt,
        Reason = value.Reason,
        PaymentIntent = value.PaymentIntent,
        RevocationConfirmed = value.RevocationConfirmed,
        Mandate = value.Mandate,
        NextAction = value.NextAction,
        Agent = value.Agent,
        Risk = value.Risk,
        Metadata = value.Metadata,
    };
}
