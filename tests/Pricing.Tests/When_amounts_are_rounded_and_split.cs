using FsCheck;
using FsCheck.Fluent;

namespace Acp.Pricing.Tests;

public sealed class When_amounts_are_rounded_and_split
{
    [Theory]
    [InlineData(1000, 72_500, 1, 73)] // 72.5: half goes away from zero
    [InlineData(1000, 72_499, 1, 72)]
    [InlineData(30, 50_000, 1, 2)] // 1.5
    [InlineData(50, 50_000, 1, 3)] // 2.5, where a banker would say 2
    [InlineData(15_000, 72_500, 10, 1090)] // 1087.5 fils
    [InlineData(50_000, 1_000, 100, 100)] // 50 of a currency without minor units
    [InlineData(49_000, 1_000, 100, 0)]
    [InlineData(long.MaxValue, 1_000_000, 1, long.MaxValue)]
    public void Half_goes_away_from_zero_to_the_currencys_step(long amount, long ppm, long step, long share) =>
        Assert.Equal(share, Rounding.Share(amount, ppm, step));

    [Fact]
    public void A_share_that_does_not_fit_is_an_error_and_not_a_wrong_amount() =>
        Assert.Throws<OverflowException>(() => Rounding.Share(long.MaxValue, 1_000_001, 1));

    [Fact]
    public void The_largest_remainder_gets_the_odd_cent() =>
        Assert.Equal([34, 66], Allocation.Split(100, [new("b", 333), new("a", 667 - 13)], 1));

    [Fact]
    public void Between_equals_the_name_decides() =>
        Assert.Equal([33, 34, 33], Allocation.Split(100, [new("c", 200), new("a", 200), new("b", 200)], 1));

    [Fact]
    public void Parts_sum_to_the_whole_and_stay_within_a_step_of_their_due() => Prop.ForAll(
        Gen.Choose(0, 10_000).ArrayOf().ToArbitrary(),
        Gen.Choose(0, 1000).ToArbitrary(),
        Gen.Elements(1L, 10L, 100L).ToArbitrary(),
        (weights, part, step) =>
        {
            Portion[] portions = [.. weights.Select((weight, i) => new Portion($"p{i}", weight * step))];
            var whole = portions.Sum(portion => portion.Weight);
            var amount = whole / step * part / 1000 * step;
            var parts = Allocation.Split(amount, portions, step);
            return parts.Sum() == amount && parts.Zip(portions).All(pair =>
                pair.First >= 0 && pair.First <= pair.Second.Weight && pair.First % step == 0
                && Int128.Abs(((Int128)pair.First * whole) - ((Int128)amount * pair.Second.Weight)) < (Int128)step * whole);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_than_there_is_cannot_be_split() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Allocation.Split(11, [new("a", 10)], 1));
}
