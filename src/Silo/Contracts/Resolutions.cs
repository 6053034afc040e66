using Acp.CheckoutSessions;

namespace Acp.Silo.Contracts;

[GenerateSerializer, Alias("acp.status"), Immutable]
internal struct StatusSurrogate
{
    [Id(0)] public CheckoutStatus Status;
}

[RegisterConverter]
internal sealed class ResolutionNothingOpenConverter : IConverter<Resolution.NothingOpen, StatusSurrogate>
{
    public Resolution.NothingOpen ConvertFromSurrogate(in StatusSurrogate surrogate) => new(surrogate.Status);

    public StatusSurrogate ConvertToSurrogate(in Resolution.NothingOpen value) => new() { Status = value.Status };
}

[RegisterConverter]
internal sealed class ResolutionSettledConverter : IConverter<Resolution.Settled, StatusSurrogate>
{
    public Resolution.Settled ConvertFromSurrogate(in StatusSurrogate surrogate) => new(surrogate.Status);

    public StatusSurrogate ConvertToSurrogate(in Resolution.Settled value) => new() { Status = value.Status };
}

[GenerateSerializer, Alias("acp.not-proven"), Immutable]
internal struct NotProvenSurrogate
{
    [Id(0)] public string[] Missing;
}

[RegisterConverter]
internal sealed class ResolutionNotProvenConverter : IConverter<Resolution.NotProven, NotProvenSurrogate>
{
    public Resolution.NotProven ConvertFromSurrogate(in NotProvenSurrogate surrogate) => new(surrogate.Missing);

    public NotProvenSurrogate ConvertToSurrogate(in Resolution.NotProven value) => new() { Missing = [.. value.Missing] };
}

[RegisterConverter]
internal sealed class ResolutionNotFoundConverter : IConverter<Resolution.NotFound, Empty>
{
    public Resolution.NotFound ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Resolution.NotFound value) => default;
}

[RegisterConverter]
internal sealed class ResolutionBusyConverter : IConverter<Resolution.Busy, Empty>
{
    public Resolution.Busy ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Resolution.Busy value) => default;
}

[RegisterConverter]
internal sealed class ResolutionProviderUnavailableConverter : IConverter<Resolution.ProviderUnavailable, Empty>
{
    public Resolution.ProviderUnavailable ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Resolution.ProviderUnavailable value) => default;
}

[RegisterConverter]
internal sealed class ResolutionStoreUnavailableConverter : IConverter<Resolution.StoreUnavailable, Empty>
{
    public Resolution.StoreUnavailable ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in Resolution.StoreUnavailable value) => default;
}
