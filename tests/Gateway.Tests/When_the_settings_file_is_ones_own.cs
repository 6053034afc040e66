using Acp.Gateway.Hosting;
using Acp.Gateway.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Acp.Gateway.Tests;

/// <summary>Whoever writes an appsettings.json of their own has replaced ours, with all that it says of logs.</summary>
public sealed class When_the_settings_file_is_ones_own
{
    /// <summary>It stands in a query that a person searched with, and the server's own lines repeat each query.</summary>
    [Theory]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Logging:LogLevel:Microsoft.AspNetCore")]
    public async Task No_buyers_mail_address_comes_into_the_log(string setting)
    {
        using var logs = new Logs();
        var (app, _) = GatewayHost.Build(Arguments.With((setting, "Information")), builder =>
        {
            builder.AddInProcessEngine();
            builder.Logging.ClearProviders().AddProvider(logs);
            return Duties.Serve;
        });

        await using (app)
        {
            var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Hosting.Diagnostics");
            Assert.False(log.IsEnabled(LogLevel.Information));
            Assert.True(log.IsEnabled(LogLevel.Warning));
        }
    }

    [Fact]
    public async Task A_mistake_in_it_is_told_with_its_place_and_nothing_of_what_it_holds()
    {
        var folder = Directory.CreateTempSubdirectory();
        var file = Path.Combine(folder.FullName, "appsettings.json");
        await File.WriteAllTextAsync(file, "{\n  \"Stripe\": { \"SecretKey\": sk_live_secret }\n}");

        var fault = Record.Exception(() => GatewayHost.Build([$"--contentRoot={folder.FullName}"], _ => Duties.Serve));

        Assert.Equal($"Failed to load configuration from file '{file}'. It is not valid JSON: line 2, byte 28.", Startup.Told(fault!));
        folder.Delete(recursive: true);
    }
}
