using Acp.SharedPaymentTokens;

namespace Acp.Silo.Contracts;

[GenerateSerializer, Alias("acp.token"), Immutable]
internal struct TokenSurrogate
{
    [Id(0)] public SharedPaymentTokenView Token;
}

[RegisterConverter]
internal sealed class RevocationRevokedConverter : IConverter<Revocation.Revoked, TokenSurrogate>
{
    public Revocation.Revoked ConvertFromSurrogate(in TokenSurrogate surrogate) => new(surrogate.Token);

    public TokenSurrogate ConvertToSurrogate(in Revocation.Revoked value) => new() { Token = value.Token };
}

[GenerateSerializer, Alias("acp.id"), Immutable]
internal struct IdSurrogate
{
    [Id(0)] public string? Id;
}

[RegisterConverter]
internal sealed class RevocationAlreadyUsedConverter : IConverter<Revocation.AlreadyUsed, IdSurrogate>
{
    public Revocation.AlreadyUsed ConvertFromSurrogate(in IdSurrogate surrogate) => new(surrogate.Id);

    public IdSurrogate ConvertToSurrogate(in Revocation.AlreadyUsed value) => new() { Id = value.PaymentIntent };
}

[RegisterConverter]
internal sealed class RevocationInUseConverter : IConverter<Revocation.InUse, IdSurrogate>
{
    public Revocation.InUse ConvertFromSurrogate(in IdSurrogate surrogate) => new(surrogate.Id!);

    public IdSurrogate ConvertToSurrogate(in Revocation.InUse value) => new() { Id = value.Session };
}

[RegisterConverter]
internal sealed class RevocationNotFoundConverter : IConverter<Revocation.NotFound, Empty>
{
    public Revocation.NotFound ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Revocation.NotFound value) => default;
}

[RegisterConverter]
internal sealed class RevocationStoreUnavailableConverter : IConverter<Revocation.StoreUnavailable, Empty>
{
    public Revocation.StoreUnavailable ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Revocation.StoreUnavailable value) => default;
}
