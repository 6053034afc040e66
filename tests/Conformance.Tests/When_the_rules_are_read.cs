using System.Text.RegularExpressions;
using Acp.Conformance.Protocol;
using Acp.Conformance.Rules;

namespace Acp.Conformance.Tests;

public sealed partial class When_the_rules_are_read
{
    [Fact]
    public void Each_has_an_id_and_a_check_of_its_own()
    {
        Assert.Equal(RuleBook.All.Count, RuleBook.All.Select(rule => rule.Id).Distinct().Count());
        Assert.Equal(RuleBook.All.Count, RuleBook.All.Select(rule => rule.Test).Distinct().Count());
        Assert.All(RuleBook.All, rule => Assert.Matches(Id(), rule.Id));
    }

    [Fact]
    public void Each_says_what_it_demands_and_who_says_so()
    {
        Assert.All(RuleBook.All, rule => Assert.EndsWith(".", rule.Text, StringComparison.Ordinal));
        Assert.All(RuleBook.All, rule => Assert.NotEmpty(rule.Source));
        Assert.All(RuleBook.All, rule => Assert.NotEmpty(rule.Versions));
    }

    [Fact]
    public void No_version_has_fewer_than_a_hundred()
    {
        Assert.All(Released.All, version => Assert.True(RuleBook.All.Count(rule => rule.Versions.Contains(version)) >= 100, version));
    }

    [Fact]
    public void The_program_knows_the_server_by_its_address_alone() => Assert.DoesNotContain(
        "ProjectReference", File.ReadAllText(Path.Combine(Repository.Root, "tests", "Conformance", "Conformance.csproj")), StringComparison.Ordinal);

    [GeneratedRegex("^[a-z0-9]+\\.[a-z0-9-]+$")]
    private static partial Regex Id();
}
