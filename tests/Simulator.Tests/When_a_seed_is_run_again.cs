namespace Acp.Simulation.Tests;

public sealed class When_a_seed_is_run_again
{
    private const int Seeds = 60;

    [Fact]
    public void It_tells_the_same_story_to_the_event()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            Assert.Equal(Story(seed), Story(seed));
        }
    }

    [Fact]
    public async Task Others_beside_it_change_nothing()
    {
        var alone = Enumerable.Range(1, Seeds).Select(seed => Story(seed)).ToList();
        var together = await Task.WhenAll(Enumerable.Range(1, Seeds).Select(seed => Task.Run(() => Story(seed))));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Another_seed_tells_another()
    {
        Assert.Equal(Seeds, Enumerable.Range(1, Seeds).Select(seed => Story(seed)).Distinct().Count());
    }

    private static string Story(long seed)
    {
        var trace = new Trace();
        Schedule.Run(seed, new Settings(), trace);
        return trace.ToString();
    }
}
