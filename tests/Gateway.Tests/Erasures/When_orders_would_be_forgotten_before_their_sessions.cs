using Acp.CheckoutSessions;
using Acp.Erasures;
using Acp.Gateway.Erasures;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests.Erasures;

public sealed class When_orders_would_be_forgotten_before_their_sessions
{
    [Theory]
    [InlineData(399, AfterRetention.Delete, true)]
    [InlineData(400, AfterRetention.Delete, false)]
    [InlineData(399, AfterRetention.Erase, false)]
    public void The_setting_is_refused_by_name(int days, AfterRetention after, bool isRefused)
    {
        var validator = new OrderRetentionOptionsValidator(Options.Create(new CheckoutOptions { SessionRetention = TimeSpan.FromDays(400) }));

        var result = validator.Validate(null, new OrderRetentionOptions { Retention = TimeSpan.FromDays(days), AfterRetention = after });

        Assert.Equal(isRefused, result.Failed);
        Assert.Equal(isRefused, result.FailureMessage?.Contains("Orders:Retention must not be shorter than Checkout:SessionRetention (400.00:00:00)", StringComparison.Ordinal) == true);
    }
}
