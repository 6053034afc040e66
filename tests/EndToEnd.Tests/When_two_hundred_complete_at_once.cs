using System.Diagnostics;
using System.Net;

namespace Acp.EndToEnd.Tests;

public sealed class When_two_hundred_complete_at_once(ITestOutputHelper output)
{
    private const int Callers = 200;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(Callers, 1)]
    [InlineData(Callers, Callers)]
    public async Task One_charge_is_sent_and_all_learn_of_one_order(int keys, int tokens)
    {
        await using var shop = await Shop.Open();
        shop.Stripe.Latency = TimeSpan.FromMilliseconds(300);
        await WarmUp(shop);
        var id = await shop.ReadySession();

        var storm = Enumerable.Range(0, Callers).Select(i => Task.Run(() => shop.Complete(id, $"spt_{i % tokens}", $"k{i % keys}"))).ToArray();
        var reads = await ReadWhile(shop, id, Task.WhenAll(storm));
        var answers = await Task.WhenAll(storm);

        Assert.Single(shop.Sends, send => send.Session == id);
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{answer.StatusCode}"));
        Assert.All(answers.Where(answer => answer.StatusCode == HttpStatusCode.Conflict), answer => Assert.NotNull(answer.Headers.RetryAfter));
        var orders = await Task.WhenAll(answers.Where(answer => answer.StatusCode == HttpStatusCode.OK).Select(Shop.OrderOf));
        Assert.NotEmpty(orders);

        var again = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => shop.Complete(id, $"spt_{i % tokens}", $"k{i % keys}")));
        Assert.Single((await Task.WhenAll(again.Select(Shop.OrderOf))).Concat(orders).Distinct());
        Assert.Single(shop.Sends, send => send.Session == id);
        Assert.Single(shop.Stripe.ChargesOf(id));

        output.WriteLine($"{orders.Length} answered 200, {Callers - orders.Length} answered 409; one charge was sent.");
        output.WriteLine($"{reads.Count} reads while they ran: median {reads.Order().ElementAt(reads.Count / 2):F1} ms, slowest {reads.Max():F1} ms.");
    }

    // So that the figures tell of a service that runs, not of a process that compiles itself.
    private static async Task WarmUp(Shop shop)
    {
        var id = await shop.ReadySession();
        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => shop.Complete(id, "spt_warm", $"warm{i}"))));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    private static async Task<List<double>> ReadWhile(Shop shop, string id, Task storm)
    {
        // A client of its own, without the schema's witness: what is timed is the gateway.
        using var reader = new HttpClient { BaseAddress = shop.Gateway.Address };
        reader.DefaultRequestHeaders.Authorization = shop.Agent.DefaultRequestHeaders.Authorization;
        reader.DefaultRequestHeaders.Add("API-Version", "2026-04-17");
        var reads = new List<double>();
        while (!storm.IsCompleted)
        {
            var started = Stopwatch.GetTimestamp();
            await reader.GetByteArrayAsync(new Uri($"/checkout_sessions/{id}", UriKind.Relative));
            reads.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return reads;
    }
}
