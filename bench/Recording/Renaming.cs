using System.Text;
using Acp.SharedPaymentTokens;
using Acp.Store;

namespace Acp.Bench.Recording;

/// <summary>Puts other names of the same width in the place of a checkout's own, wherever they stand.</summary>
internal sealed class Renaming(IReadOnlyList<(string Old, string New)> names)
{
    private readonly (byte[] Old, byte[] New)[] bytes = [.. names.Select(name => (Bytes(name.Old), Bytes(name.New)))];

    public Unit Of(Unit unit, Guid commitId) => unit with
    {
        CommitId = commitId,
        States = [.. unit.States.Select(change => change with { Key = Of(change.Key), State = Of(change.State), Token = Of(change.Token) })],
        Replies = [.. unit.Replies.Select(Of)],
        Audit = [.. unit.Audit.Select(entry => entry with { Subject = Of(entry.Subject), Detail = Of(entry.Detail) })],
        Due = [.. unit.Due.Select(due => due with { Subject = Of(due.Subject) })],
    };

    private KeptReply Of(KeptReply kept) => kept with
    {
        Key = kept.Key with { Path = Of(kept.Key.Path), Key = Of(kept.Key.Key) },
        Reply = kept.Reply with { Body = Of(kept.Reply.Body) },
    };

    private TokenRow? Of(TokenRow? row) => row is null ? null : row with { Id = Of(row.Id), Session = row.Session is { } session ? Of(session) : null };

    private string Of(string text) => names.Aggregate(text, (renamed, name) => renamed.Replace(name.Old, name.New, StringComparison.Ordinal));

    private ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> text)
    {
        var renamed = text.ToArray();
        foreach (var (old, other) in bytes)
        {
            for (var at = renamed.AsSpan(); at.IndexOf(old) is var found and >= 0; at = at[(found + old.Length)..])
            {
                other.CopyTo(at[found..]);
            }
        }

        return renamed;
    }

    private static byte[] Bytes(string name) => Encoding.ASCII.GetBytes(name);
}
