namespace Acp.Bench;

/// <param name="Contenders">In the order of the table.</param>
/// <param name="Seconds">How long each load is measured.</param>
/// <param name="Stored">Checkouts in the store before the start: the first for everything, further ones for throughput again.</param>
/// <param name="Active">Sessions that are opened and left, to see what memory they take; 0: not measured.</param>
/// <param name="Connections">Of the closed loops: shoppers that buy at once.</param>
/// <param name="Gateway">The gateway's assembly.</param>
/// <param name="Silo">The cluster node's assembly.</param>
/// <param name="Folder">Where databases are made; null: the temporary folder.</param>
/// <param name="Tokens">In the inventory that is asked instead of any load; 0: loads are measured.</param>
/// <param name="Renderings">Of one session in each version and round, instead of anything else; 0: none.</param>
/// <param name="MeteringTurns">With metrics on and off, instead of anything else; 0: none.</param>
internal sealed record BenchOptions(
    IReadOnlyList<string> Contenders, int Seconds, int WarmUpSeconds, IReadOnlyList<long> Stored, int Active, int Connections, string Gateway, string Silo, string? Folder, long Tokens = 0, int Renderings = 0, int MeteringTurns = 0)
{
    public TimeSpan Measured => TimeSpan.FromSeconds(Seconds);

    public TimeSpan WarmUp => TimeSpan.FromSeconds(WarmUpSeconds);
}
