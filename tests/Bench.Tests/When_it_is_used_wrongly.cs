namespace Acp.Bench.Tests;

public sealed class When_it_is_used_wrongly
{
    [Theory]
    [InlineData("--contenders sqlite,mongo", "'mongo' is no contender. There are: echo, commits, sqlite")]
    [InlineData("--seconds 0", "--seconds must be a number from 1 to 3600.")]
    [InlineData("--seconds long", "--seconds must be a number from 1 to 3600.")]
    [InlineData("--connections 0", "--connections must be a number from 1 to 1024.")]
    [InlineData("--stored 10000,many", "'many' is no number of stored checkouts")]
    [InlineData("--stored -1", "'-1' is no number of stored checkouts")]
    [InlineData("--gateway nowhere.dll", "there is no file nowhere.dll")]
    [InlineData("--tokens -1", "--tokens must be a number from 0 to 100000000.")]
    [InlineData("--fast", "--fast")]
    public async Task The_mistake_is_named_and_nothing_is_started(string args, string complaint)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        Assert.Equal(BenchTool.Unusable, await BenchTool.Run(args.Split(' '), output, errors));
        Assert.Contains(complaint, errors.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task Help_names_every_contender()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        Assert.Equal(0, await BenchTool.Run(["--help"], output, errors));
        Assert.All(Contenders.AllContenders.Names, name => Assert.Contains(name, output.ToString(), StringComparison.Ordinal));
    }
}
