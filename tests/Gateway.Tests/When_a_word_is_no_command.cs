using Acp.Gateway.Hosting;

namespace Acp.Gateway.Tests;

/// <summary>.NET's own reader passes over it, and a server would start that nobody asked for.</summary>
public sealed class When_a_word_is_no_command
{
    [Theory]
    [InlineData("chek", "chek")]
    [InlineData("chek", "chek", "--json")]
    [InlineData("backpu", "backpu", "acp-backup.db")]
    [InlineData("stray", "--urls", "http://localhost:8080", "stray")]
    [InlineData("stray", "--Merchant:Name=Shop", "stray")]
    public void It_is_refused_with_the_list_of_commands(string word, params string[] args)
    {
        var refusal = Commands.Refusal(args);

        Assert.StartsWith($"There is no command «{word}», and nothing was started.", refusal, StringComparison.Ordinal);
        Assert.Contains("backup, check, feed, key, reconcile, restored", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--urls", "http://localhost:8080")]
    [InlineData("--Merchant:Name", "Shop", "/Store", "sqlite:a.db")]
    [InlineData("--Merchant:Name=Shop", "Store=sqlite:a.db")]
    [InlineData("--environment=Production", "--flag")]
    public void Settings_and_their_values_are_none(params string[] args) => Assert.Null(Commands.Refusal(args));

    [Fact]
    public async Task The_program_ends_with_the_code_of_misuse() =>
        Assert.Equal(2, await GatewayHost.Run(["chek"], "", _ => throw new InvalidOperationException("It was started.")));
}
