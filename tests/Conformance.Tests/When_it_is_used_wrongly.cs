namespace Acp.Conformance.Tests;

public sealed class When_it_is_used_wrongly
{
    [Theory]
    [InlineData("--base-url", "nowhere", "no http or https address")]
    [InlineData("--version", "2026-01-22", "2026-01-22")]
    [InlineData("--colour", "red", "--colour")]
    public async Task The_mistake_is_named(string option, string value, string told)
    {
        using var errors = new StringWriter();

        Assert.Equal(ConformanceTool.Unusable, await ConformanceTool.Run([option, value], TextWriter.Null, errors));
        Assert.Contains(told, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_schemas_it_says_where_they_belong()
    {
        using var errors = new StringWriter();

        Assert.Equal(ConformanceTool.Unusable, await ConformanceTool.Run([], TextWriter.Null, errors, "/no/such/folder"));
        Assert.Contains("ACP_SPEC_DIR", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_tells_every_option()
    {
        using var output = new StringWriter();

        Assert.Equal(ConformanceTool.Conforms, await ConformanceTool.Run(["--help"], output, output));
        Assert.Contains("--base-url", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("ACP_SPEC_DIR", output.ToString(), StringComparison.Ordinal);
    }
}
