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
        var id = await shop.ReadySession();

        var storm = Enumerable.Range(0, Callers).Select(i => Task.Run(() => shop.Complete(id, $"spt_{i % tokens}", $"k{i % keys}"))).ToArray();
        var reads = await ReadWhile(shop, id, Task.WhenAll(storm));
        var answers = await Task.WhenAll(storm);

        Assert.Single(shop.Sends);
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{answer.StatusCode}"));
        Assert.All(answers.Where(answer => answer.StatusCode == HttpStatusCode.Conflict), answer => Assert.NotNull(answer.Headers.RetryAfter));
        var orders = await Task.WhenAll(answers.Where(answer => answer.StatusCode == HttpStatusCode.OK).Select(Shop.OrderOf));
        Assert.NotEmpty(orders);

        var again = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => shop.Complete(id, $"spt_{i % tokens}", $"k{i % keys}")));
        Assert.Single((await Task.WhenAll(again.Select(Shop.OrderOf))).Concat(orders).Distinct());
        Assert.Single(shop.Sends);
        Assert.Single(shop.Stripe.ChargesOf(id));

        output.WriteLine($"{orders.Length} answered 200, {Callers - orders.Length} answered 409; {shop.Stripe.Ledger.Count} calls at the processor, 1 of them the charge.");
        output.WriteLine($"{reads.Count} reads while they ran: median {reads.Order().ElementAt(reads.Count / 2):F1} ms, slowest {reads.Max():F1} ms.");
    }

    private static async Task<List<double>> ReadWhile(Shop shop, string id, Task storm)
    {
        var reads = new List<double>();
        while (!storm.IsCompleted)
        {
            var started = Stopwatch.GetTimestamp();
            await shop.Session(id);
            reads.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return reads;
    }
}
