using Acp.Chaos.Webhooks;

namespace Acp.Chaos.Tests;

/// <summary>Each violation that the audit of webhooks judges, planted into a made-up history.</summary>
public sealed class When_endpoints_are_audited
{
    [Fact]
    public void Repeats_are_no_violation() => Assert.Empty(Examine(newest: 3, Told(1), Told(1), Told(2), Told(1), Told(3), Told(3)));

    [Fact]
    public void One_more_than_anybody_was_told_of_is_no_violation() => Assert.Empty(Examine(newest: 1, Told(1), Told(2)));

    [Theory]
    [InlineData("order", 2, 1)]
    [InlineData("order", 1, 3, 2)]
    [InlineData("lost")]
    [InlineData("lost", 1, 2)]
    [InlineData("lost", 1, 3)]
    public void What_is_lost_or_overtaken_is_found(string rule, params int[] sequences) =>
        Assert.Equal([rule], Examine(newest: 3, [.. sequences.Select(sequence => Told(sequence))]));

    [Fact]
    public void What_is_not_signed_by_us_is_found() => Assert.Equal(["signature"], Examine(newest: 1, Told(1) with { IsGenuine = false }));

    [Fact]
    public void What_nobody_ordered_is_found() => Assert.Equal(["stranger"], Examine(newest: 1, Told(1), Told(1) with { Order = "ord_2" }));

    [Fact]
    public void What_one_endpoint_has_the_other_must_have_too() => Assert.Equal(
        ["lost"],
        HookAudit.Examine(new Dictionary<string, int> { ["ord_1"] = 1 }, ["merchant", "platform"], [Told(1)]).Select(violation => violation.Rule));

    private static IEnumerable<string> Examine(int newest, params Received[] taken) =>
        HookAudit.Examine(new Dictionary<string, int> { ["ord_1"] = newest }, ["merchant"], taken).Select(violation => violation.Rule);

    private static Received Told(int sequence) => new("merchant", "ord_1", sequence, $"msg_ord_1_{sequence}", IsGenuine: true);
}
