using Acp.Bench.Load;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Bench.Tests;

public sealed class When_latencies_are_counted
{
    [Fact]
    public void Every_percentile_is_that_of_the_sorted_list_within_its_bucket() =>
        Prop.ForAll(
            Gen.Choose(0, int.MaxValue).Select(it => (long)it >> (it % 31)).NonEmptyListOf().ToArbitrary(),
            Gen.Choose(0, 1000).Select(it => it / 1000.0).ToArbitrary(),
            (latencies, share) =>
            {
                var counted = Counted(latencies).Percentile(share).TotalMicroseconds;
                var exact = latencies.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(share * latencies.Count) - 1));
                return counted >= exact && counted <= exact * 1.008;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Below_256_microseconds_none_is_rounded()
    {
        for (var latency = 0L; latency < 256; latency++)
        {
            Assert.Equal(latency, Counted([latency]).Percentile(0.5).TotalMicroseconds);
        }
    }

    [Fact]
    public void One_in_a_hundred_is_not_in_the_99th_percentile_and_is_in_what_lies_above()
    {
        var latencies = Counted([.. Enumerable.Repeat(10L, 99), 250L]);

        Assert.Equal(10, latencies.Percentile(0.99).TotalMicroseconds);
        Assert.Equal(250, latencies.Percentile(0.991).TotalMicroseconds);
    }

    [Fact]
    public void Those_of_several_connections_are_those_of_one()
    {
        var all = Counted([1, 2]);
        all.Add(Counted([3, 100]));

        Assert.Equal(4, all.Count);
        Assert.Equal(3, all.Percentile(0.75).TotalMicroseconds);
    }

    [Fact]
    public void None_is_zero() => Assert.Equal(TimeSpan.Zero, new Histogram().Percentile(0.99));

    private static Histogram Counted(IEnumerable<long> microseconds)
    {
        var histogram = new Histogram();
        foreach (var latency in microseconds)
        {
            histogram.Record(TimeSpan.FromMicroseconds(latency));
        }

        return histogram;
    }
}
