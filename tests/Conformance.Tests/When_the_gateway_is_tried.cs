using Acp.Conformance.Driving;
using Acp.Conformance.Reporting;

namespace Acp.Conformance.Tests;

public sealed class When_the_gateway_is_tried(RealGateway gateway)
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "conformance.md");

    [Fact]
    public async Task No_rule_of_any_version_is_red()
    {
        Assert.SkipUnless(RealGateway.Spec.IsPresent, RealGateway.Spec.WhyAbsent);
        var report = await gateway.Tried();

        Assert.Empty(report.Findings.Where(finding => finding.State == State.Red).Select(finding => $"{finding.Version} {finding.Rule.Id}: {finding.Why}"));
    }

    [Fact]
    public async Task Every_published_example_that_its_schema_accepts_is_answered_as_it_must_be()
    {
        Assert.SkipUnless(RealGateway.Spec.IsPresent, RealGateway.Spec.WhyAbsent);
        var report = await gateway.Tried();

        Assert.NotEmpty(report.Replays);
        Assert.Empty(report.Replays.Where(replay => replay.State == State.Red).Select(replay => $"{replay.Version} {replay.Name}: {replay.Why}"));
    }

    [Fact]
    public async Task The_page_is_what_the_program_writes_today()
    {
        Assert.SkipUnless(RealGateway.Spec.IsPresent, RealGateway.Spec.WhyAbsent);
        var written = MarkdownReport.Write(await gateway.Tried());

        if (Environment.GetEnvironmentVariable("ACP_WRITE_CONFORMANCE") == "1")
        {
            await File.WriteAllTextAsync(Page, written);
        }

        Assert.Equal(await File.ReadAllTextAsync(Page), written);
    }
}
