using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

public sealed class When_a_token_request_is_wrong
{
    public static TheoryData<string> Rows => [.. BadTokenRequests.All.Select(row => row.Input)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_refusal_says_what_and_where_and_no_grain_hears_of_it(string input)
    {
        await using var host = await AcpHost.Start();
        var row = BadTokenRequests.All.Single(one => one.Input == input);

        var error = await ErrorBody.Of(await host.Client.SendAsync(AcpHost.Post(row.Url, row.Body())));

        Assert.Equal(new ErrorBody(400, "invalid_request", row.Code, row.Message, row.Param), error);
        Assert.Empty(host.Grains.Ids);
    }

    [Fact]
    public void The_documentation_shows_the_same_rows()
    {
        var document = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "bad-input.md"));
        Assert.Equal(BadTokenRequests.All.Select(row => row.Row), document.Where(line => line.StartsWith("| issue |", StringComparison.Ordinal)));
    }
}
