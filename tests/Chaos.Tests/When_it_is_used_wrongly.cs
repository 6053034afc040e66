namespace Acp.Chaos.Tests;

public sealed class When_it_is_used_wrongly
{
    [Theory]
    [InlineData("", "--engine")]
    [InlineData("--engine docker", "--engine must be gateways or silo")]
    [InlineData("--engine silo --minutes 0", "--minutes must be above 0")]
    [InlineData("--engine silo --minutes soon", "--minutes must be above 0")]
    [InlineData("--engine silo --agents 0", "--agents must be a number from 1")]
    [InlineData("--engine silo --frobnicate", "--frobnicate")]
    public async Task It_says_what_it_cannot_use(string line, string sentence)
    {
        var (exit, output, errors) = await Run(line);

        Assert.Equal(ChaosTool.Unusable, exit);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Help_shows_how()
    {
        var (exit, output, _) = await Run("--help");

        Assert.Equal(ChaosTool.Holds, exit);
        Assert.Contains("--death", output, StringComparison.Ordinal);
        Assert.Contains("dotnet run -c Release --project tools/Chaos", output, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output, string Errors)> Run(string line)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exit = await ChaosTool.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, errors, CancellationToken.None);
        return (exit, output.ToString(), errors.ToString());
    }
}
