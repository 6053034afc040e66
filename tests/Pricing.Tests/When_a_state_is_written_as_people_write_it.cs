namespace Acp.Pricing.Tests;

public sealed class When_a_state_is_written_as_people_write_it
{
    [Theory]
    [InlineData("US", "CA")]
    [InlineData("US", " ca ")]
    [InlineData("US", "US-CA")]
    [InlineData("US", "California")]
    [InlineData("us", "CALIFORNIA")]
    public void It_is_the_state_the_rules_name(string country, string state) => Assert.Equal("CA", Place.State(In(country, state)));

    [Theory]
    [InlineData("US", "Narnia")]
    [InlineData("US", "")]
    [InlineData("US", "Calif.")]
    [InlineData("CA", "CA")]
    public void What_is_none_of_the_countrys_states_is_known_to_be_none(string country, string state) => Assert.False(Place.HasKnownState(In(country, state)));

    [Theory]
    [InlineData("CA", "Québec", "QC")]
    [InlineData("CA", "Ontario", "ON")]
    [InlineData("US", "District of Columbia", "DC")]
    [InlineData("DE", "Bayern", "BAYERN")]
    [InlineData("JP", "東京都", "東京都")]
    public void Other_countries_states_stay_as_they_are_written(string country, string state, string expected)
    {
        Assert.Equal(expected, Place.State(In(country, state)));
        Assert.True(Place.HasKnownState(In(country, state)));
    }

    private static Address In(string country, string state) => new("A", "1 Road", null, "Town", state, country, "1");
}
