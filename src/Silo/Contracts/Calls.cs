using Acp.CheckoutSessions;

namespace Acp.Silo.Contracts;

/// <summary>
/// Contracts carry no engine's attribute; here is how each crosses from silo to silo. Silos of two versions talk to each
/// other during a rolling update: an <c>Id</c> never changes its meaning, and a new one may be absent.
/// </summary>
[GenerateSerializer, Alias("acp.caller"), Immutable]
internal struct CallerSurrogate
{
    [Id(0)] public string Platform;
    [Id(1)] public string ApiVersion;
}

[RegisterConverter]
internal sealed class CallerConverter : IConverter<Caller, CallerSurrogate>
{
    public Caller ConvertFromSurrogate(in CallerSurrogate surrogate) => new(surrogate.Platform, surrogate.ApiVersion);

    public CallerSurrogate ConvertToSurrogate(in Caller value) => new() { Platform = value.Platform, ApiVersion = value.ApiVersion };
}

[GenerateSerializer, Alias("acp.idempotency-key"), Immutable]
internal struct IdempotencyKeySurrogate
{
    [Id(0)] public string Path;
    [Id(1)] public string Key;
    [Id(2)] public string Fingerprint;
}

[RegisterConverter]
internal sealed class IdempotencyKeyConverter : IConverter<IdempotencyKey, IdempotencyKeySurrogate>
{
    public IdempotencyKey ConvertFromSurrogate(in IdempotencyKeySurrogate surrogate) => new(surrogate.Path, surrogate.Key, surrogate.Fingerprint);

    public IdempotencyKeySurrogate ConvertToSurrogate(in IdempotencyKey value) =>
        new() { Path = value.Path, Key = value.Key, Fingerprint = value.Fingerprint };
}

[GenerateSerializer, Alias("acp.call"), Immutable]
internal struct CallSurrogate
{
    [Id(0)] public Caller Caller;
    [Id(1)] public IdempotencyKey? Once;
    [Id(2)] public string? RequestId;
}

[RegisterConverter]
internal sealed class CallConverter : IConverter<Call, CallSurrogate>
{
    public Call ConvertFromSurrogate(in CallSurrogate surrogate) => new(surrogate.Caller, surrogate.Once) { RequestId = surrogate.RequestId };

    public CallSurrogate ConvertToSurrogate(in Call value) => new() { Caller = value.Caller, Once = value.Once, RequestId = value.RequestId };
}
