namespace Acp.Processes.Tests;

public sealed class When_a_PostgreSQL_of_ones_own_runs
{
    [Fact]
    public async Task It_flushes_every_commit_and_keeps_it_through_stops_and_kills()
    {
        Assert.SkipWhen(LocalPostgres.Missing is not null, LocalPostgres.Missing ?? "");
        await using var postgres = await LocalPostgres.Start("max_connections=20");
        var port = postgres.Port;
        await postgres.CreateDatabase("shop");

        Assert.Equal("on|on|20", await postgres.Ask("SELECT current_setting('fsync'), current_setting('synchronous_commit'), current_setting('max_connections')"));

        await postgres.Ask("CREATE TABLE kept (number int); INSERT INTO kept VALUES (1)", "shop");
        await postgres.Kill();
        await postgres.StartAgain();
        await postgres.Ask("INSERT INTO kept VALUES (2)", "shop");
        await postgres.Stop();
        await postgres.StartAgain();

        Assert.Equal("1\n2", await postgres.Ask("SELECT number FROM kept ORDER BY number", "shop"));
        Assert.Equal(port, postgres.Port);
        Assert.Contains($"Port={port};", postgres.ConnectionString("shop"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_refuses_is_told()
    {
        Assert.SkipWhen(LocalPostgres.Missing is not null, LocalPostgres.Missing ?? "");
        await using var postgres = await LocalPostgres.Start();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => postgres.Ask("SELECT 1/0"));

        Assert.Contains("division by zero", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_it_does_not_know_is_told()
    {
        Assert.SkipWhen(LocalPostgres.Missing is not null, LocalPostgres.Missing ?? "");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => LocalPostgres.Start("no_such_setting=1"));

        Assert.Contains("no_such_setting", error.Message, StringComparison.Ordinal);
    }
}
