using System.Net;
using System.Net.Http.Headers;
using Acp.Fakes;
using Acp.Tools;
using Microsoft.AspNetCore.Builder;

namespace Acp.History.Tests;

/// <summary>The real gateway in its own process, and a provider that loses requests and replies, refuses and takes its time.</summary>
public sealed class ShopUnderFaults : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-history-");
    private readonly WebApplication stripeServer;
    private GatewayProcess gateway = null!;

    public ShopUnderFaults()
    {
        stripeServer = FakeStripeServer.Build(Stripe, IPAddress.Loopback, 0);
    }

    public FakeStripe Stripe { get; } = new(TimeProvider.System);

    public HttpClient Agent { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stripe.Latency = TimeSpan.FromMilliseconds(3);
        Stripe.Faults.Often(FaultKind.LoseReply, 0.15, seed: 1);
        Stripe.Faults.Often(FaultKind.LoseRequest, 0.1, seed: 2);
        Stripe.Faults.Often(FaultKind.Reply429, 0.1, seed: 3);
        Stripe.Faults.Often(FaultKind.Slow, 0.1, seed: 4, delay: TimeSpan.FromMilliseconds(20));
        Stripe.Faults.Often(FaultKind.LoseReply, 0.05, StripeCall.LookUpToken, seed: 5);
        await stripeServer.StartAsync();

        // Few sends and short pauses, so that outcomes stay unknown often and soon.
        gateway = await GatewayProcess.Start(
            folder.FullName, new Uri(stripeServer.Urls.First()), ("Checkout__SendsPerCall", "2"), ("Checkout__RepeatDelay", "00:00:00.005"));
        Agent = new HttpClient { BaseAddress = gateway.Address, Timeout = TimeSpan.FromSeconds(30) };
        Agent.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo_platform_key");
        Agent.DefaultRequestHeaders.Add("API-Version", "2026-04-17");
    }

    public async ValueTask DisposeAsync()
    {
        Agent?.Dispose();
        if (gateway is not null)
        {
            await gateway.DisposeAsync();
        }

        await stripeServer.DisposeAsync();
        Stripe.Dispose();
        folder.Delete(recursive: true);
    }
}
