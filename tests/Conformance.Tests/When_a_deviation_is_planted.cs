using Acp.Conformance.Driving;
using Acp.Conformance.Protocol;
using Acp.Conformance.Rules;
using Acp.Conformance.Tests.Planted;

namespace Acp.Conformance.Tests;

public sealed class When_a_deviation_is_planted(RealGateway gateway)
{
    /// <summary>Of several areas, and nothing that a deviation elsewhere could touch.</summary>
    private static readonly string[] Elsewhere = ["session.id", "errors.duplicates", "session.items-required", "totals.quantity"];

    public static TheoryData<string> Planted() => [.. Deviations.All.Select(deviation => deviation.ToString())];

    [Theory]
    [MemberData(nameof(Planted))]
    public async Task The_rule_it_breaks_is_red_and_others_are_not(string planted)
    {
        Assert.SkipUnless(RealGateway.Spec.IsPresent, RealGateway.Spec.WhyAbsent);
        var deviation = Deviations.All.Single(one => one.ToString() == planted);
        using var http = ConformanceTool.Client(gateway.Shop, new DeviantServer(deviation));
        var run = new VersionRun(http, Wires.Of(deviation.Version), gateway.Shop, RealGateway.Spec);

        var findings = await run.Try(RuleBook.All.Where(rule => rule.Id == deviation.FoundBy || Elsewhere.Contains(rule.Id)));

        var found = Assert.Single(findings, finding => finding.Rule.Id == deviation.FoundBy);
        Assert.True(found.State == State.Red, $"{deviation.FoundBy} is {found.State}. {found.Why}");
        Assert.True(findings.Count(finding => finding.State == State.Green) >= 2, string.Join("; ", findings));
    }

    [Fact]
    public void There_is_one_for_every_rule_and_there_are_some_for_every_version()
    {
        Assert.Empty(RuleBook.All.Select(rule => rule.Id).Except(Deviations.All.Select(deviation => deviation.FoundBy)));
        Assert.Equal(Deviations.All.Count, Deviations.All.Select(deviation => deviation.ToString()).Distinct().Count());
        Assert.All(Released.All, version => Assert.True(Deviations.All.Count(deviation => deviation.Version == version) >= 20, version));
    }
}
