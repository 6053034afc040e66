using Acp.Gateway.Hosting;
using Acp.Gateway.Reconciling;
using Microsoft.Extensions.Configuration;

namespace Acp.Gateway.Tests.Restores;

public sealed class When_reconcile_is_asked_wrongly
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, 500, TimeSpan.Zero);

    [Theory]
    [InlineData("from", "yesterday", "from must be an RFC 3339 time such as 2026-11-28T09:00:00Z, or seconds since 1970.")]
    [InlineData("to", "2026-11-28", "to must be an RFC 3339 time such as 2026-11-28T09:00:00Z, or seconds since 1970.")]
    [InlineData("from", "2026-11-29T00:00:00Z", "from must be before to.")]
    [InlineData("to", "0001-01-01T00:00:00Z", "from must be before to.")]
    [InlineData("reason", " ", "reason must be 1 to 500 characters.")]
    public void It_says_what_is_wrong(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<ConfigurationException>(() => Read((key, value))).Message);

    [Fact]
    public void Without_a_span_it_is_the_last_three_days_to_the_second()
    {
        var span = Read().Span;

        Assert.Equal((new DateTimeOffset(2026, 11, 25, 12, 0, 1, TimeSpan.Zero), new DateTimeOffset(2026, 11, 28, 12, 0, 1, TimeSpan.Zero)), (span.From, span.To));
    }

    /// <summary>As a setting, a flag would take the next word for its value.</summary>
    [Fact]
    public void Flags_swallow_nothing()
    {
        var (flags, settings) = ReconcileSettings.Split(["--repair", "--json", "--from", "1700000000"]);

        Assert.Equal(new ReconcileFlags(Repairs: true, IsJson: true), flags);
        Assert.Equal(["--from", "1700000000"], settings);
    }

    private static ReconcileSettings Read(params (string Key, string Value)[] settings) => ReconcileSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(it => KeyValuePair.Create(it.Key, (string?)it.Value))).Build(), Now);
}
