using Acp.Storage.Memory;
using Acp.Storage.Sqlite;
using Acp.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Storage.Tests;

public sealed class When_a_database_is_opened : IAsyncDisposable
{
    private readonly SqliteFile file = new();

    [Fact]
    public async Task Everything_from_before_is_there()
    {
        var unit = Units.Swap("key".At(0, "state")) with
        {
            Counters = [new CounterChange("stock", 7, null)],
            Replies = [Units.Reply("reply", file.Clock.Now.AddHours(24))],
            Audit = [new AuditEntry("key", file.Clock.Now, "agent", "happened", "{}")],
            Due = [new DueTime("key", file.Clock.Now)],
        };
        await using (var before = file.Open())
        {
            await before.Commit(unit);
        }

        var store = file.Open();

        Assert.Equal(("state", 7), ((await store.Load("key")).Text(), await store.ReadCounter("stock")));
        Assert.NotNull(await store.FindReply(Units.ReplyKey("reply")));
        Assert.Single(await store.ReadAudit("key"));
        Assert.Equal(["key"], await store.ClaimDue("key", file.Clock.Now, TimeSpan.FromMinutes(1), 10));
        Assert.True(await store.HasLanded(unit.CommitId));
    }

    [Fact]
    public async Task Many_that_open_a_new_file_at_once_all_succeed()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(file.Open)));

        var verdicts = await Task.WhenAll(stores.Select(store => store.Commit(Units.Count("stock", 1)).AsTask()));

        Assert.All(verdicts, verdict => Assert.IsType<Verdict.Committed>(verdict));
        Assert.Equal(8, await stores[0].ReadCounter("stock"));
    }

    /// <summary>Made by the version that knew no inventory.</summary>
    [Fact]
    public async Task What_an_older_version_wrote_is_there_and_the_newer_one_goes_on()
    {
        foreach (var statement in Schema.Migrations[0])
        {
            file.Execute(statement);
        }

        file.Execute("PRAGMA user_version = 1");
        file.Execute(
            """
            INSERT INTO states (key, version, state, kind, status, created_at, updated_at)
            VALUES ('key', 3, CAST('state' AS BLOB), 'checkout_session', 'Completed', 0, 0),
                ('merchant/a', 1, CAST('state' AS BLOB), 'merchant', 'verified', 0, 0)
            """);
        file.Execute("INSERT INTO counters VALUES ('stock', 7)");
        file.Execute("INSERT INTO audit (subject, at, actor, event, detail) VALUES ('key', 0, 'agent', 'happened', '{}')");

        var store = file.Open();

        await MigratedDatabase.GoesOn(store, file.Clock);
    }

    [Fact]
    public async Task A_newer_schema_is_left_alone_and_named()
    {
        await file.Open().DisposeAsync();
        file.Execute("PRAGMA user_version = 999");

        var refusal = Assert.Throws<StoreUnavailableException>(file.Open);

        Assert.Contains("schema 999", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(999, file.Number("PRAGMA user_version"));
    }

    [Fact]
    public void A_file_that_is_no_database_is_named()
    {
        File.WriteAllText(file.Path, new string('x', 5000));

        var refusal = Assert.Throws<StoreUnavailableException>(file.Open);

        Assert.Contains(file.Path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_leaves_one_file_that_can_be_copied()
    {
        await using (var store = file.Open())
        {
            await store.Commit(Units.Swap("key".At(0)));
        }

        Assert.Equal([file.Path], Directory.GetFiles(Path.GetDirectoryName(file.Path)!));
    }

    [Fact]
    public async Task Its_folder_is_made_where_it_is_missing()
    {
        var path = Path.Combine(Path.GetDirectoryName(file.Path)!, "new", "folder", "shop.db");
        await using (Stores.Open($"sqlite:{path}", file.Clock, NullLoggerFactory.Instance))
        {
            Assert.True(File.Exists(path));
        }
    }

    [Fact]
    public async Task Memory_is_a_store_too()
    {
        await using var store = Stores.Open("memory:", file.Clock, NullLoggerFactory.Instance);

        Assert.IsType<MemoryStore>(store);
    }

    [Theory]
    [InlineData("Hots=db;Username=shop;Password=hunter2")]
    [InlineData("mysql://shop:hunter2@db/shop")]
    [InlineData("sqlite:")]
    [InlineData("sqlite::memory:")]
    [InlineData("")]
    public void A_form_that_is_not_understood_is_refused_without_repeating_it(string connection)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Stores.Open(connection, file.Clock, NullLoggerFactory.Instance));

        Assert.Contains("'sqlite:<file>'", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
