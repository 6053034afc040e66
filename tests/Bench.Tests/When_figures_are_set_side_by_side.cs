using Acp.Bench.Reporting;

namespace Acp.Bench.Tests;

public sealed class When_figures_are_set_side_by_side
{
    [Fact]
    public void Rates_are_told_as_shares_of_the_echo_where_there_is_one()
    {
        var table = new Table(["echo", "sqlite"]);
        table.AddRate("checkouts", "echo", 20_000);
        table.AddRate("checkouts", "sqlite", 3_456);
        table.AddRate("with more stored", "sqlite", 3_000);
        table.Add("p50", "echo", "1 ms");
        table.Add("p50", "sqlite", "2 ms");

        Assert.Equal(
            """
            | | echo | sqlite |
            |---|---:|---:|
            | checkouts | 20,000 | 3,456 (17.3 %) |
            | with more stored |  | 3,000 |
            | p50 | 1 ms | 2 ms |

            """,
            table.Render());
    }
}
