using Acp.Payments;
using Acp.Store;

namespace Acp.Tests;

public sealed class When_a_record_is_read_twice_at_once
{
    [Fact]
    public void The_older_answer_does_not_bring_the_older_version_back()
    {
        using var world = new World();
        var cell = new StateCell<TokenFacts>(world.Store, "key");
        var newer = new Snapshot<TokenFacts>("key", new TokenFacts("usd", null, null, null), Version: 2);
        cell.Take(newer);

        cell.Take(new Snapshot<TokenFacts>("key", new TokenFacts("eur", null, null, null), Version: 1));

        Assert.Same(newer, cell.Newest);
    }
}
