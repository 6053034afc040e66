namespace Acp.EndToEnd.Tests;

public sealed class When_the_gateway_stops_and_starts
{
    [Fact]
    public async Task What_is_in_flight_is_finished_first()
    {
        await using var shop = await Shop.Open();
        var id = await shop.ReadySession();
        var gate = shop.Stripe.Faults.HoldAfterExecution();
        var complete = shop.Complete(id, "spt_1");
        await gate.Arrived;
        var stopping = shop.Gateway.Terminate();
        await Eventually.True(async () => await Refuses(shop));
        gate.Release();

        using var answer = await complete;

        await Shop.OrderOf(answer);
        Assert.Equal(0, await stopping);
    }

    [Fact]
    public async Task Every_session_is_found_again()
    {
        await using var shop = await Shop.Open();
        var (open, paid) = (await shop.ReadySession(), await shop.ReadySession());
        using var answer = await shop.Complete(paid, "spt_1");
        var before = ((await shop.Session(open)).ToString(), (await shop.Session(paid)).ToString());
        await shop.Gateway.Terminate();

        await shop.StartGateway();

        Assert.Equal(before, ((await shop.Session(open)).ToString(), (await shop.Session(paid)).ToString()));
    }

    [Fact]
    public async Task A_configuration_that_cannot_work_stops_it_with_the_keys_name()
    {
        var folder = Directory.CreateTempSubdirectory("acp-e2e-");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => GatewayProcess.Start(
            folder.FullName, stripe: null, ("ASPNETCORE_ENVIRONMENT", "Production"), ("Store", ""), ("Catalog__Path", "catalog.demo.json")));

        Assert.Contains("does not start", error.Message, StringComparison.Ordinal);
        Assert.Contains("Platforms", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static async Task<bool> Refuses(Shop shop)
    {
        try
        {
            using var probe = new HttpClient();
            (await probe.GetAsync(new Uri(shop.Gateway.Address, "/healthz"))).Dispose();
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
