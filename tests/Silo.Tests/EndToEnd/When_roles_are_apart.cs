using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Acp.Fakes;
using Acp.Tools;
using Microsoft.AspNetCore.Builder;

namespace Acp.EndToEnd.Tests;

/// <summary>Two silos without a surface and a gateway without grains, each a process of its own, on one PostgreSQL.</summary>
public sealed class When_roles_are_apart : IAsyncLifetime
{
    private static readonly (string Key, string Value) Pair = ("Cluster__Silos", "2");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acp-roles-");
    private readonly Deployment deployment = new();
    private readonly FakeStripe stripe = new(TimeProvider.System);
    private readonly WebApplication stripeServer;
    private readonly List<GatewayProcess> processes = [];
    private readonly HttpClient agent = new() { Timeout = TimeSpan.FromMinutes(1) };
    private int keys;

    public When_roles_are_apart()
    {
        stripeServer = FakeStripeServer.Build(stripe, IPAddress.Loopback, 0);
        agent.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "demo_platform_key");
        agent.DefaultRequestHeaders.Add("API-Version", "2026-04-17");
    }

    public async ValueTask InitializeAsync()
    {
        await stripeServer.StartAsync();
        processes.AddRange(await Task.WhenAll(Start(0, "silo"), Start(1, "silo")));
        processes.Add(await Start(2, "gateway"));
        agent.BaseAddress = processes[2].Address;
    }

    public async ValueTask DisposeAsync()
    {
        stripe.Faults.ReleaseAll();
        agent.Dispose();
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        await stripeServer.DisposeAsync();
        stripe.Dispose();
        deployment.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_gateway_sells_and_the_silos_only_answer_probes()
    {
        Assert.Equal("completed", await Complete(await Session()));

        foreach (var silo in processes[..2])
        {
            Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync(new Uri(silo.Address, "/readyz"))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await agent.PostAsync(new Uri(silo.Address, "/checkout_sessions"), null)).StatusCode);
        }
    }

    [Fact]
    public async Task A_silo_killed_in_mid_charge_is_replaced_by_the_other_for_the_same_request()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Session()));
        stripe.Faults.Next(FaultKind.HoldAfterExecution, StripeCall.Charge, times: ids.Length);
        var completes = ids.Select(Complete).ToArray();
        await Eventually.True(() => stripe.Charges.Count == ids.Length); // Taken, and each reply held back.

        await processes[0].Kill();
        stripe.Faults.ReleaseAll();

        Assert.All(await Task.WhenAll(completes), status => Assert.Equal("completed", status));
        Assert.All(ids, id => Assert.Single(stripe.ChargesOf(id)));
    }

    [Fact]
    public async Task All_silos_killed_at_once_come_back_at_their_ports_and_go_on()
    {
        var id = await Session();
        await Task.WhenAll(processes[..2].Select(silo => silo.Kill()));

        var started = await Task.WhenAll(Start(0, "silo"), Start(1, "silo"));
        processes.AddRange(started);

        Assert.Equal("completed", await Complete(id));
        Assert.Single(stripe.ChargesOf(id));
    }

    private Task<GatewayProcess> Start(int node, string role) => GatewayProcess.Start(
        folder.FullName, new Uri(stripeServer.Urls.First()), [.. deployment.SettingsOf(node), Pair, ("Cluster__Role", role)]);

    private async Task<string> Session() =>
        (await Post("/checkout_sessions", new { currency = "usd", line_items = new[] { new { id = "item_ebook", quantity = 1 } }, capabilities = new { } }))
        .GetProperty("id").GetString()!;

    private async Task<string?> Complete(string id) =>
        await Post($"/checkout_sessions/{id}/complete", new { shared_payment_granted_token = $"spt_{id}" }) is var session
            && session.TryGetProperty("status", out var status) ? status.GetString() : session.ToString();

    private async Task<JsonElement> Post(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", $"key-{Interlocked.Increment(ref keys)}");
        using var reply = await agent.SendAsync(request);
        return JsonDocument.Parse(await reply.Content.ReadAsByteArrayAsync()).RootElement;
    }
}
