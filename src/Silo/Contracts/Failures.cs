using Acp.Store;

namespace Acp.Silo.Contracts;

// A caller tells these two apart from bugs, so they must arrive as what they were. Their text is ours; a cause stays
// in the log of the silo where it happened.
[RegisterConverter]
internal sealed class GrainOverloadedConverter : IConverter<GrainOverloadedException, Empty>
{
    public GrainOverloadedException ConvertFromSurrogate(in Empty surrogate) => new();

    public Empty ConvertToSurrogate(in GrainOverloadedException value) => default;
}

[RegisterConverter]
internal sealed class StoreUnavailableConverter : IConverter<StoreUnavailableException, Empty>
{
    public StoreUnavailableException ConvertFromSurrogate(in Empty surrogate) => new("The store did not answer a silo; its log has the cause.");

    public Empty ConvertToSurrogate(in StoreUnavailableException value) => default;
}
