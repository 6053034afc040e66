using Acp.SharedPaymentTokens;

namespace Acp.Silo.Contracts;

[GenerateSerializer, Alias("acp.shared-payment-token"), Immutable]
internal struct SharedPaymentTokenViewSurrogate
{
    [Id(0)] public string Id;
    [Id(1)] public SharedPaymentTokenStatus Status;
    [Id(2)] public string? Session;
    [Id(3)] public string? Currency;
    [Id(4)] public long? MaxAmount;
    [Id(5)] public DateTimeOffset? ExpiresAt;
    [Id(6)] public DateTimeOffset? UsedAt;
}

[RegisterConverter]
internal sealed class SharedPaymentTokenViewConverter : IConverter<SharedPaymentTokenView, SharedPaymentTokenViewSurrogate>
{
    public SharedPaymentTokenView ConvertFromSurrogate(in SharedPaymentTokenViewSurrogate surrogate) => new(
        surrogate.Id,
        surrogate.Status,
        surrogate.Session,
        surrogate.Currency,
        surrogate.MaxAmount,
        surrogate.ExpiresAt,
        surrogate.UsedAt);

    public SharedPaymentTokenViewSurrogate ConvertToSurrogate(in SharedPaymentTokenView value) => new()
    {
        Id = value.Id,
        Status = value.Status,
        Session = value.Session,
        Currency = value.Currency,
        MaxAmount = value.MaxAmount,
        ExpiresAt = value.ExpiresAt,
        UsedAt = value.UsedAt,
    };
}
