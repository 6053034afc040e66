namespace Acp.Storm.Tests;

public sealed class When_it_is_used_wrongly
{
    [Theory]
    [InlineData("", "--url")]
    [InlineData("--url http://127.0.0.1:1", "--api-key")]
    [InlineData("--url ftp://127.0.0.1 --api-key k", "'ftp://127.0.0.1' is no http or https address")]
    [InlineData("--url http://127.0.0.1:1 --api-key k --calls 0", "--calls must be a number from 1")]
    [InlineData("--url http://127.0.0.1:1 --api-key k --mix none", "--mix must be one of one-key, many-keys")]
    [InlineData("--url http://127.0.0.1:1 --api-key k --settle soon", "--settle must be a time above zero")]
    [InlineData("--url http://127.0.0.1:1 --api-key k --frobnicate", "--frobnicate")]
    public async Task It_says_what_it_cannot_use(string commandLine, string sentence)
    {
        var (exit, output, errors) = await Storms.Run(commandLine);

        Assert.Equal(StormTool.Unusable, exit);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("http://shop.example")]
    [InlineData("https://192.0.2.7:8443")]
    public async Task A_server_elsewhere_is_not_loaded_without_leave(string url)
    {
        var (exit, _, errors) = await Storms.Run($"--url {url} --api-key k");

        Assert.Equal(StormTool.Unusable, exit);
        Assert.Contains("--i-may-load-this-server", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_one_sentence()
    {
        var (exit, _, errors) = await Storms.Run("--url http://127.0.0.1:1 --api-key k --sessions 50");

        Assert.Equal(StormTool.Unusable, exit);
        Assert.StartsWith("Nothing answers at http://127.0.0.1:1/", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wrong_key", "", "refuses the --api-key with 401")]
    [InlineData(TinyServer.Key, "--oracle http://127.0.0.1:1", "The --oracle http://127.0.0.1:1/_fake/ledger cannot be read")]
    public async Task A_server_that_cannot_be_stormed_is_told(string key, string more, string sentence)
    {
        await using var server = await TinyServer.Start(Flaw.None);

        var (exit, _, errors) = await Storms.Run($"--url {server.Address} --api-key {key} {more}");

        Assert.Equal(StormTool.Unusable, exit);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_how()
    {
        var (exit, output, _) = await Storms.Run("--help");

        Assert.Equal(StormTool.Holds, exit);
        Assert.Contains("--url http://127.0.0.1:5080 --api-key demo_platform_key", output, StringComparison.Ordinal);
        Assert.Contains("Exit codes", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_prints_what_is_known()
    {
        await using var server = await TinyServer.Start(Flaw.NeverFinishes);
        using var stop = new CancellationTokenSource();

        var running = Storms.Run($"--url {server.Address} --api-key {TinyServer.Key} --calls 9000000 --concurrency 4", stop.Token);
        await server.Stormed.Task;
        await stop.CancelAsync();
        var (exit, output, errors) = await running;

        Assert.Equal(StormTool.Stopped, exit);
        Assert.Contains("Stopped while storming", errors, StringComparison.Ordinal);
        Assert.Contains("stopped before it could be told", output, StringComparison.Ordinal);
    }
}
