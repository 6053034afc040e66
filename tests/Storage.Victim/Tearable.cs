using System.Globalization;
using System.Text;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Storage.Victim;

/// <summary>
/// Units that show when they are torn: the n-th of a worker writes n into every place a unit can write to, over
/// several pages. Afterwards each place must tell the same n.
/// </summary>
public static class Tearable
{
    public const string Everybody = "everybody";
    private static readonly byte[] Ballast = new byte[6000];
    private static readonly string Blank = new(' ', 6000);

    public static string Left(string worker) => $"left/{worker}";

    public static string Right(string worker) => $"right/{worker}";

    public static Unit Unit(string worker, long number, DateTimeOffset at) => new(Guid.NewGuid(), at)
    {
        States = [Change(Left(worker), number, at) with { Token = Listed(worker, number) }, Change(Right(worker), number, at)],
        Counters = [new CounterChange(worker, 1, null), new CounterChange(Everybody, 1, null)],
        Audit = [new AuditEntry(worker, at, "victim", Text(number), Blank)],
        Due = [new DueTime(worker, at)],
        Tallies = [new TallyChange(worker, 1), new TallyChange(Everybody, 1)],
    };

    /// <returns>How many units of the worker are there. Throws where one is there in part.</returns>
    public static async Task<long> Whole(IOpenStore store, string worker)
    {
        var left = await store.Load(Left(worker));
        var right = await store.Load(Right(worker));
        var audit = await store.ReadAudit(worker);
        var listed = await store.ListTokens(new TokenFilter { Session = worker }, DateTimeOffset.UnixEpoch, after: null, limit: 2);
        var tallied = await store.ReadTallies(worker, $"{worker}!");
        long[] told =
        [
            left?.Version ?? 0, Number(left), right?.Version ?? 0, Number(right), await store.ReadCounter(worker),
            listed.Sum(row => row.Amount ?? -1), tallied.GetValueOrDefault(worker), audit.Count, Last(audit.Select(entry => entry.Event)),
        ];
        return told.Distinct().Count() == 1
            ? told[0]
            : throw new InvalidOperationException($"A unit of {worker} is torn: {string.Join(' ', told)}.");
    }

    private static TokenRow Listed(string worker, long number) => new(
        Left(worker), TokenOrigin.Granted, SharedPaymentTokenStatus.Active, null, null, worker, "usd", number, DateTimeOffset.UnixEpoch, null, null);

    private static StateChange Change(string key, long number, DateTimeOffset at) =>
        new(key, number - 1, Pages(number), new IndexColumns("victim", "alive", null, null, null, at));

    private static byte[] Pages(long number) => [.. Encoding.ASCII.GetBytes(Text(number).PadLeft(20)), .. Ballast];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Number(StoredState? state) =>
        state is null ? 0 : long.Parse(Encoding.ASCII.GetString(state.State.Span[..20]), CultureInfo.InvariantCulture);

    private static long Last(IEnumerable<string> numbers) =>
        numbers.Select(number => long.Parse(number, CultureInfo.InvariantCulture)).LastOrDefault();
}
