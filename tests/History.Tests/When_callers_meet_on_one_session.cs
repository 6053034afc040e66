using System.Collections.Concurrent;

namespace Acp.History.Tests;

/// <summary>
/// Histories of concurrent calls on the real gateway over a faulty provider, held against a session that does one thing
/// after the other.
/// </summary>
public sealed class When_callers_meet_on_one_session(ShopUnderFaults shop, ITestOutputHelper output) : IClassFixture<ShopUnderFaults>
{
    private const int Histories = 120;

    private const int AtOnce = 6;

    [Fact]
    public async Task Their_calls_have_an_order_in_which_every_reply_is_right()
    {
        var all = new ConcurrentQueue<Recorder>();
        var breaches = new ConcurrentQueue<string>();

        await Parallel.ForAsync(0, Histories, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            if (!breaches.IsEmpty)
            {
                return; // One is enough to read.
            }

            var recorder = await new RandomHistory(seed).Record(shop.Agent);
            all.Enqueue(recorder);
            if ((HistoryRules.Breach(recorder.History, quantity: 1) ?? ChargeBreach(recorder)) is { } breach)
            {
                breaches.Enqueue($"Seed {seed}, session {recorder.Session}. {breach}");
            }
        });

        Assert.True(breaches.IsEmpty, breaches.FirstOrDefault());
        AssertDecided([.. all.Select(recorder => recorder.History)]);
        AssertWorthIt([.. all.SelectMany(recorder => recorder.History)]);
    }

    private string? ChargeBreach(Recorder recorder)
    {
        var charges = shop.Stripe.ChargesOf(recorder.Session);
        var paid = recorder.History.Select(call => call.Reply).FirstOrDefault(reply => reply?.Session == "completed");
        return charges.Count > 1 ? $"Charged {charges.Count} times."
            : paid is not null && charges.Select(charge => charge.Amount).SingleOrDefault() != paid.Quantity * RandomHistory.Price ? "Charged another amount than the order's."
            : paid is null && recorder.History.Any(call => call.Reply?.Session == "canceled") && charges.Count > 0 ? "Canceled and charged."
            : null;
    }

    // A history that is too tangled to judge is no breach, but it is no proof either.
    private void AssertDecided(IReadOnlyList<IReadOnlyList<HistoryCall>> histories)
    {
        var searches = histories.Select(history => Linearizability.Of(history, quantity: 1)).ToArray();
        output.WriteLine($"Questions asked of a history: {searches.Average(search => search.Asked):0}, at most {searches.Max(search => search.Asked)}.");
        Assert.InRange(searches.Count(search => search.Holds is null), 0, Histories / 20);
    }

    // Histories in which nothing meets would prove nothing.
    private void AssertWorthIt(IReadOnlyList<HistoryCall> calls)
    {
        string[] needed =
        [
            "200 ready_for_payment", "200 complete_in_progress", "200 completed", "200 canceled", "400 payment_declined", "405 invalid_state",
            "409 invalid_state", "409 payment_in_progress", "409 idempotency_in_flight", "503 payment_outcome_unknown", "503 payment_provider_unavailable", "nothing",
        ];
        var seen = calls.CountBy(call => call.Reply is { } reply ? $"{reply.Status} {reply.Code ?? reply.Session}" : "nothing").ToDictionary();
        output.WriteLine($"{Histories} histories, {calls.Count} calls: {string.Join(", ", seen.OrderByDescending(it => it.Value).Select(it => $"{it.Value} × {it.Key}"))}");
        Assert.All(needed, name => Assert.True(seen.ContainsKey(name), $"No call got {name}."));
    }
}
