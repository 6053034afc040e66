using System.Text;
using Acp.CheckoutSessions;
using Acp.Storage.Sqlite;
using Acp.Store;

namespace Acp.Storage.Tests;

/// <summary>A deleted row's bytes stay in a database's free space and in its log, unless somebody sees to it.</summary>
public sealed class When_a_buyer_is_erased_from_a_file : IAsyncDisposable
{
    private const string Word = "Zqbuyer";
    private readonly SqliteFile file = new();

    public ValueTask DisposeAsync() => file.DisposeAsync();

    // Each as large as a session is, changed as often as one is, among others: pages are split, and rows move.
    [Fact]
    public async Task No_byte_of_it_is_left_in_the_file_or_in_its_log()
    {
        await using var store = file.Open();
        const int Changes = 6;
        foreach (var version in Enumerable.Range(0, Changes))
        {
            await Task.WhenAll(Enumerable.Range(0, 40).Select(i => store.Commit(Units.Swap($"session/{i}".At(version, Text(i, version))) with
            {
                Replies = [new(new ReplyKey("platform", $"/checkout_sessions/{i}", $"{version}"), "f", new Reply(200, Encoding.UTF8.GetBytes(Text(i, version))), file.Clock.Now.AddHours(24))],
                Audit = [new AuditEntry($"session/{i}", Units.Noon, "one", "session.intent_trace", $$"""{"trace":"{{Text(i, version)}}"}""")],
            }).AsTask()));
        }

        Assert.True(Has(Word), "It is not looked for where it is.");
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => store.Commit(Units.Swap($"session/{i}".At(Changes, "nobody")) with
        {
            Erases = new Erasing { WaitsForReaders = true, Replies = [new("platform", $"/checkout_sessions/{i}")], Trails = [new($"session/{i}", ["session.intent_trace"])] },
        }).AsTask()));

        Assert.False(Has(Word), Where());
    }

    /// <summary>All commits wait while a reader is waited for, and a backup reads for minutes.</summary>
    [Fact]
    public void A_reader_who_stays_is_waited_for_once_in_ten_seconds_and_never_for_age()
    {
        var (wait, none) = (TimeSpan.FromMilliseconds(500), TimeSpan.Zero);
        var emptying = new LogEmptying(file.Clock);
        Assert.Null(emptying.Patience(waits: true)); // Nothing was erased.
        emptying.Owe();
        Assert.Equal(none, emptying.Patience(waits: false));
        Assert.Equal(wait, emptying.Patience(waits: true));
        emptying.Tried(isEmpty: false);

        Assert.Null(emptying.Patience(waits: true));
        file.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(none, emptying.Patience(waits: true));
        emptying.Tried(isEmpty: false);
        Assert.Null(emptying.Patience(waits: false));
        file.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(wait, emptying.Patience(waits: true));
        emptying.Tried(isEmpty: true);

        file.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(emptying.Patience(waits: true));
    }

    /// <summary>With a commit that erases nothing.</summary>
    [Fact]
    public async Task What_a_reader_kept_in_the_log_is_wiped_when_he_is_gone()
    {
        await using var store = file.Open();
        await store.Commit(Units.Swap("session/1".At(0, Text(1, 0))));
        using (var reader = file.Connect())
        {
            SqliteFile.Execute(reader, "BEGIN; SELECT count(*) FROM states");
            await store.Commit(Units.Swap("session/1".At(1, "nobody")) with { Erases = new Erasing() });
            Assert.True(Has(Word), "It is not looked for where it is.");
        }

        file.Clock.Advance(TimeSpan.FromSeconds(1));
        await store.Commit(Units.Swap("session/2".At(0, "another")));

        Assert.False(Has(Word), Where());
    }

    // Of sizes that overflow a page now and then.
    private static string Text(int i, int version) => string.Join(' ', Enumerable.Repeat($"{Word} {i} {version}", 40 + (i * 17 % 900)));

    private bool Has(string word) => Files().Any(it => it.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0);

    private string Where() => string.Join(", ", Files().Select(it => $"{it.Name} of {it.Bytes.Length} at {it.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Word))}"));

    private IEnumerable<(string Name, byte[] Bytes)> Files()
    {
        foreach (var name in Directory.GetFiles(Path.GetDirectoryName(file.Path)!))
        {
            using var opened = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            opened.CopyTo(bytes);
            yield return (Path.GetFileName(name), bytes.ToArray());
        }
    }
}
