using Acp.Chaos.Faults;

namespace Acp.Chaos.Tests;

public sealed class When_faults_are_drawn
{
    [Fact]
    public void The_same_seed_draws_the_same()
    {
        Assert.Equal(Some(7), Some(7));
        Assert.NotEqual(Some(7), Some(8));
    }

    [Fact]
    public void Every_kind_comes_to_every_node()
    {
        var all = new FaultPlan(7, 3).Nodes().Take(1000).Concat(new FaultPlan(7, 3).Database().Take(1000)).Concat(new FaultPlan(7, 3).Provider().Take(1000)).ToArray();

        Assert.Equal(Enum.GetValues<FaultKind>(), all.Select(fault => fault.Kind).Distinct().Order());
        Assert.Equal(
            [0, 1, 2],
            all.Where(fault => fault.Kind == FaultKind.Kill).Select(fault => fault.Node).Distinct().Order());
        Assert.Equal(8, all.Select(fault => fault.Reply).Where(reply => reply.Length > 0).Distinct().Count());
    }

    private static Fault[] Some(int seed) =>
        [.. new FaultPlan(seed, 3).Nodes().Take(20), .. new FaultPlan(seed, 3).Database().Take(20), .. new FaultPlan(seed, 3).Provider().Take(20)];
}
