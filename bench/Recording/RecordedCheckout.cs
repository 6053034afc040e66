using System.Text;
using System.Text.RegularExpressions;
using Acp.CheckoutSessions;
using Acp.Gateway.Hosting;
using Acp.Store;

namespace Acp.Bench.Recording;

/// <summary>
/// What one checkout says and writes: the bodies of its two replies, and the units it commits. With other names, the
/// units are those of any other checkout.
/// </summary>
internal sealed partial class RecordedCheckout
{
    private static readonly RandomIds Ids = new(TimeProvider.System);

    private readonly IReadOnlyList<Unit> units;
    private readonly string session;
    private readonly string order;
    private readonly string[] keys;

    public RecordedCheckout(IReadOnlyList<Unit> units)
    {
        this.units = units;
        var replies = units.SelectMany(unit => unit.Replies).ToArray();
        (Created, Completed) = (replies.Single(reply => reply.Reply.Status == 201).Reply, replies.Single(reply => reply.Reply.Status == 200).Reply);
        var body = Encoding.UTF8.GetString(Completed.Body.Span);
        (session, order) = (SessionId().Match(body).Value, OrderId().Match(body).Value);
        keys = [.. replies.Select(reply => reply.Key.Key)];
    }

    public Reply Created { get; }

    public Reply Completed { get; }

    public int Commits => units.Count;

    /// <summary>Of states, replies and audit, without the database's own.</summary>
    public int Bytes => units.Sum(BytesOf);

    /// <param name="number">Different for each checkout that is written; names its keys.</param>
    public IEnumerable<Unit> Another(long number)
    {
        var renaming = new Renaming(
        [
            (session, Ids.New("cs_")),
            (order, Ids.New("ord_")),
            .. keys.Select((key, i) => (key, $"{number:D12}-{i}".PadLeft(key.Length, 'k'))),
        ]);
        return units.Select(unit => renaming.Of(unit, Ids.NewCommitId()));
    }

    private static int BytesOf(Unit unit) =>
        unit.States.Sum(change => change.State.Length) + unit.Replies.Sum(reply => reply.Reply.Body.Length)
        + unit.Audit.Sum(entry => entry.Detail.Length);

    [GeneratedRegex("cs_[0-9a-f]+")]
    private static partial Regex SessionId();

    [GeneratedRegex("ord_[0-9a-f]+")]
    private static partial Regex OrderId();
}
