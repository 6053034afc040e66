using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Silo.Contracts;

[GenerateSerializer, Alias("acp.issue-token"), Immutable]
internal struct IssueTokenSurrogate
{
    [Id(0)] public string Merchant;
    [Id(1)] public long Amount;
    [Id(2)] public AmountKind AmountKind;
    [Id(3)] public string Currency;
    [Id(4)] public TimeSpan? Lifetime;
    [Id(5)] public string PaymentMethod;
    [Id(6)] public string? ReturnUrl;
    [Id(7)] public MandateLinks? Mandate;
    [Id(8)] public string? Metadata;
}

[RegisterConverter]
internal sealed class IssueTokenConverter : IConverter<IssueToken, IssueTokenSurrogate>
{
    public IssueToken ConvertFromSurrogate(in IssueTokenSurrogate surrogate) => new(
        surrogate.Merchant,
        surrogate.Amount,
        surrogate.AmountKind,
        surrogate.Currency,
        surrogate.Lifetime,
        surrogate.PaymentMethod,
        surrogate.ReturnUrl,
        surrogate.Mandate,
        surrogate.Metadata);

    public IssueTokenSurrogate ConvertToSurrogate(in IssueToken value) => new()
    {
        Merchant = value.Merchant,
        Amount = value.Amount,
        AmountKind = value.AmountKind,
        Currency = value.Currency,
        Lifetime = value.Lifetime,
        PaymentMethod = value.PaymentMethod,
        ReturnUrl = value.ReturnUrl,
        Mandate = value.Mandate,
        Metadata = value.Metadata,
    };
}
