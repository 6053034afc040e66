using Acp.Client;

namespace Acp.EndToEnd.Tests;

/// <summary>On the client of src/Client a purchase is one call, whatever dies behind it.</summary>
public sealed class When_the_gateway_dies_under_a_client
{
    /// <summary>A start takes a loaded machine a while.</summary>
    private static readonly AcpClientOptions Patient = new() { Budget = TimeSpan.FromMinutes(5) };

    [Fact]
    public async Task The_call_outlives_it_and_ends_with_the_one_charge()
    {
        await using var shop = await Shop.Open();
        using var line = new Balancer(shop.Gateway.Address); // Its address stays while the gateway behind it dies and comes back.
        using var http = new HttpClient { BaseAddress = line.Address };
        var acp = new AcpClient(http, "demo_platform_key", Patient);
        var session = (await acp.Sessions.Create(new() { Currency = "usd", LineItems = [new("item_ebook")] })).OrThrow();
        var gate = shop.Stripe.Faults.HoldAfterExecution();
        var call = acp.Sessions.Complete(session, "spt_1");
        await gate.Arrived;
        await shop.Gateway.Kill();
        gate.Release();

        await shop.StartGateway();
        line.Replace(0, shop.Gateway.Address);

        var paid = Assert.IsType<PaymentAnswer.Completed>(await call).Session;
        Assert.Equal(session.Amount, Assert.Single(shop.Stripe.ChargesOf(paid.Id)).Amount);
        Assert.Equal(paid.Order!.Id, (await acp.Sessions.Retrieve(paid.Id)).OrThrow().Order!.Id);
    }
}
