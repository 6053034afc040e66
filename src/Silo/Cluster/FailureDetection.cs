using Orleans.Configuration;

namespace Acp.Silo.Cluster;

/// <summary>
/// How soon the others take a silo for dead. Taking a living one for dead costs a restart; two activations of its grains
/// meanwhile cost speed, not money, because the store fences.
/// </summary>
internal static class FailureDetection
{
    public static void Tune(ClusterMembershipOptions membership, int silos)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1); // A healthy silo answers within milliseconds; pauses of collection stay below it.
        membership.NumMissedProbesLimit = 2; // One lost probe may be the network's hiccup.
        membership.NumVotesForDeathDeclaration = Votes(silos);
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5); // Who missed the gossip learns of a death from the table.
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5); // After three of these a row left by a crash of all no longer holds up a start.
        membership.DefunctSiloExpiration = TimeSpan.FromHours(1); // Dead rows are read at each refresh and of use only to whoever looks into a crash.
        membership.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }

    /// <summary>
    /// From three silos up it takes two: a silo that is cut off from all others would else declare each of them dead. Below
    /// that there is nobody else to ask.
    /// </summary>
    public static int Votes(int silos) => silos >= 3 ? 2 : 1;
}
