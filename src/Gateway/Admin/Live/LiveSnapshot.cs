using Acp.Clustering;
using Acp.Gateway.Admin.Attention;
using Acp.Gateway.Telemetry;
using Acp.SharedPaymentTokens;

namespace Acp.Gateway.Admin.Live;

/// <summary>What those who watch are told each second.</summary>
/// <param name="Node">Whose rates these are.</param>
/// <param name="Stored">Of the whole shop, whichever node is asked; null until the store has answered once.</param>
/// <param name="Cluster">Null until the engine has answered once.</param>
internal sealed record LiveSnapshot(DateTimeOffset At, string Node, TrafficRates Traffic, StoredFigures? Stored, ClusterReading? Cluster);

/// <summary>As the store had it at one moment.</summary>
internal sealed record StoredFigures(AttentionReport Attention, TokenStates Tokens)
{
    public DateTimeOffset At => Attention.At;
}
