using Acp.Storage.Sqlite;

namespace Acp.Storage.Tests;

public sealed class When_states_are_older_than_marks : IAsyncDisposable
{
    private const int SchemaBefore = 7;
    private readonly SqliteFile file = new();

    public When_states_are_older_than_marks()
    {
        foreach (var statement in Schema.Migrations.Take(SchemaBefore).SelectMany(migration => migration).Concat(StatesBeforeMarks.Statements("BLOB")))
        {
            file.Execute(statement);
        }

        file.Execute($"PRAGMA user_version = {SchemaBefore}");
    }

    [Fact]
    public async Task What_waits_for_a_person_is_found_after_the_migration() => await StatesBeforeMarks.AreMarked(file.Open());

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
