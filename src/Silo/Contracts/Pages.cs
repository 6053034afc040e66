using Acp.CheckoutSessions;

namespace Acp.Silo.Contracts;

[GenerateSerializer, Alias("acp.page-opened"), Immutable]
internal struct PageOpenedSurrogate
{
    [Id(0)] public string Url;
    [Id(1)] public DateTimeOffset ExpiresAt;
}

[RegisterConverter]
internal sealed class PageOfferOpenedConverter : IConverter<PageOffer.Opened, PageOpenedSurrogate>
{
    public PageOffer.Opened ConvertFromSurrogate(in PageOpenedSurrogate surrogate) => new(surrogate.Url, surrogate.ExpiresAt);

    public PageOpenedSurrogate ConvertToSurrogate(in PageOffer.Opened value) => new() { Url = value.Url, ExpiresAt = value.ExpiresAt };
}

[GenerateSerializer, Alias("acp.refusal"), Immutable]
internal struct RefusalSurrogate
{
    [Id(0)] public RefusalRule Rule;
    [Id(1)] public string Message;
    [Id(2)] public string? Param;
}

[RegisterConverter]
internal sealed class RefusalConverter : IConverter<Refusal, RefusalSurrogate>
{
    public Refusal ConvertFromSurrogate(in RefusalSurrogate surrogate) => new(surrogate.Rule, surrogate.Message, surrogate.Param);

    public RefusalSurrogate ConvertToSurrogate(in Refusal value) => new() { Rule = value.Rule, Message = value.Message, Param = value.Param };
}

[GenerateSerializer, Alias("acp.page-refused"), Immutable]
internal struct PageRefusedSurrogate
{
    [Id(0)] public Refusal Refusal;
}

[RegisterConverter]
internal sealed class PageOfferRefusedConverter : IConverter<PageOffer.Refused, PageRefusedSurrogate>
{
    public PageOffer.Refused ConvertFromSurrogate(in PageRefusedSurrogate surrogate) => new(surrogate.Refusal);

    public PageRefusedSurrogate ConvertToSurrogate(in PageOffer.Refused value) => new() { Refusal = value.Refusal };
}

[RegisterConverter]
internal sealed class PageOfferCompletedConverter : IConverter<PageOffer.Completed, Empty>
{
    public PageOffer.Completed ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in PageOffer.Completed value) => default;
}

[RegisterConverter]
internal sealed class PageOfferRepricedConverter : IConverter<PageOffer.Repriced, Empty>
{
    public PageOffer.Repriced ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in PageOffer.Repriced value) => default;
}

[RegisterConverter]
internal sealed class PageOfferInProgressConverter : IConverter<PageOffer.InProgress, Empty>
{
    public PageOffer.InProgress ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in PageOffer.InProgress value) => default;
}

[RegisterConverter]
internal sealed class PageOfferNotOfferedConverter : IConverter<PageOffer.NotOffered, Empty>
{
    public PageOffer.NotOffered ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in PageOffer.NotOffered value) => default;
}

[RegisterConverter]
internal sealed class PageOfferProviderUnavailableConverter : IConverter<PageOffer.ProviderUnavailable, Empty>
{
    public PageOffer.ProviderUnavailable ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in PageOffer.ProviderUnavailable value) => default;
}

[RegisterConverter]
internal sealed class PageOfferStoreUnavailableConverter : IConverter<PageOffer.StoreUnavailable, Empty>
{
    public PageOffer.StoreUnavailable ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in PageOffer.StoreUnavailable value) => default;
}

[RegisterConverter]
internal sealed class PageOfferNotFoundConverter : IConverter<PageOffer.NotFound, Empty>
{
    public PageOffer.NotFound ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in PageOffer.NotFound value) => default;
}
