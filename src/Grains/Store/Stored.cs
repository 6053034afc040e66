using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acp.Store;

/// <summary>
/// A record as it is stored. A newer version may have written it: what of it this version does not know is kept, goes along
/// with every <c>with</c> and is written again, so that an older process that changes a record during a rolling upgrade
/// takes nothing away. Docs: decisions/0040.
/// </summary>
public abstract record Stored
{
    /// <summary>Null where all of it is known, which is always but for an upgrade. Whoever erases must drop it.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }

    // Nobody here knows what it is: it must not get into a log or an exception.
    protected virtual bool PrintMembers(StringBuilder builder) => false;
}
