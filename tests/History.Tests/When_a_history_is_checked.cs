namespace Acp.History.Tests;

/// <summary>The checker itself: what it must accept, and what it must not.</summary>
public sealed class When_a_history_is_checked
{
    private static readonly Operation Retrieve = new Operation.Retrieve();
    private static readonly Operation Cancel = new Operation.Cancel();
    private static readonly Operation Pay = new Operation.Complete("spt_pays", true);
    private static readonly Operation Decline = new Operation.Complete("spt_decline", false);
    private static readonly Seen Declined = new(400, "payment_declined");
    private static readonly Seen InProgress = new(409, "payment_in_progress");
    private static readonly Seen InFlight = new(409, "idempotency_in_flight");
    private static readonly Seen OutcomeUnknown = new(503, "payment_outcome_unknown");
    private static readonly Seen TookNothing = new(503, "payment_provider_unavailable");
    private static readonly Seen Over = new(409, "invalid_state");

    public static TheoryData<string, HistoryCall[]> Possible => new()
    {
        { "one after the other", [Call(1, 2, Update(2), Ready(2)), Call(3, 4, Pay, Paid(2)), Call(5, 6, Retrieve, Paid(2)), Call(7, 8, Update(3), Over), Call(9, 10, Cancel, new(405, "invalid_state"))] },
        { "a read beside an update sees either", [Call(1, 6, Update(2), Ready(2)), Call(2, 3, Retrieve, Ready(1)), Call(4, 5, Retrieve, Ready(2))] },
        { "two updates at once, the one to what it was comes last", [Call(1, 4, Update(1), Ready(1)), Call(2, 3, Update(2), Ready(2)), Call(5, 6, Retrieve, Ready(1))] },
        { "two declines one in the other", [Call(1, 8, Decline, Declined), Call(2, 3, Retrieve, Paying(1)), Call(4, 7, Decline, Declined), Call(5, 6, Retrieve, Paying(1))] },
        { "a lost update to what it is may come after another", [Lost(1, Update(1)), Call(2, 3, Update(2), Ready(2)), Call(4, 5, Retrieve, Ready(1))] },
        { "a read beside a complete sees it in progress", [Call(1, 8, Pay, Paid(1)), Call(2, 3, Retrieve, Paying(1)), Call(4, 5, Update(2), InProgress), Call(6, 7, Retrieve, Paid(1))] },
        { "in progress while the token is looked up and nothing shows", [Call(1, 6, Pay, Paid(1)), Call(2, 3, Cancel, InProgress), Call(4, 5, Retrieve, Ready(1))] },
        { "a decline leaves it payable", [Call(1, 6, Decline, Declined), Call(2, 3, Retrieve, Paying(1)), Call(4, 5, Retrieve, Ready(1)), Call(7, 8, Pay, Paid(1))] },
        { "an unknown outcome may settle later", [Call(1, 2, Pay, OutcomeUnknown), Call(3, 4, Retrieve, Paying(1)), Call(5, 6, Retrieve, Paid(1))] },
        { "another call may settle it, whatever its own token", [Call(1, 2, Pay, OutcomeUnknown), Call(3, 4, Decline, Paid(1))] },
        { "a lost update may take effect later", [Lost(1, Update(2)), Call(2, 3, Retrieve, Ready(1)), Call(4, 5, Retrieve, Ready(2))] },
        { "or never", [Lost(1, Update(2)), Call(2, 3, Pay, Paid(1)), Call(4, 5, Retrieve, Paid(1))] },
        { "a lost cancel that took effect", [Lost(1, Cancel), Call(2, 3, Pay, Over), Call(4, 5, Retrieve, Canceled(1))] },
        { "a replay tells of a state long gone", [Call(1, 2, Update(2), Ready(2), "k"), Call(3, 4, Update(3), Ready(3)), Call(5, 6, Update(2), Ready(2), "k"), Call(7, 8, Retrieve, Ready(3))] },
        { "a repeat of a lost key finds its reply", [Lost(1, Update(2), "k"), Call(2, 3, Retrieve, Ready(2)), Call(4, 5, Update(3), Ready(3)), Call(6, 7, Update(2), Ready(2), "k"), Call(8, 9, Retrieve, Ready(3))] },
        { "in flight beside its first", [Call(1, 4, Pay, Paid(1), "k"), Call(2, 3, Pay, InFlight, "k")] },
        { "the provider took nothing", [Call(1, 4, Pay, new(503, "payment_provider_unavailable")), Call(2, 3, Retrieve, Paying(1)), Call(5, 6, Update(2), Ready(2))] },
    };

    /// <summary>The number is how many calls of the history the smallest prefix has.</summary>
    public static TheoryData<string, int, HistoryCall[]> Impossible => new()
    {
        { "a stale read after completion", 2, [Call(1, 2, Pay, Paid(1)), Call(3, 4, Retrieve, Ready(1)), Call(5, 6, Retrieve, Paid(1))] },
        { "two orders", 2, [Call(1, 4, Pay, Paid(1)), Call(2, 3, Pay, Paid(1, "order_2")), Call(5, 6, Retrieve, Paid(1))] },
        { "an update that takes effect after completion", 3, [Call(1, 2, Pay, Paid(1)), Lost(3, Update(2)), Call(4, 5, Retrieve, Paid(2))] },
        { "an update that is accepted after completion", 2, [Call(1, 2, Pay, Paid(1)), Call(3, 4, Update(2), Ready(2))] },
        { "the old cart is charged", 2, [Call(1, 2, Update(2), Ready(2)), Call(3, 4, Pay, Paid(1))] },
        { "an update while a payment is open", 3, [Call(1, 2, Pay, OutcomeUnknown), Call(3, 4, Retrieve, Paying(1)), Call(5, 6, Update(2), Ready(2)), Call(7, 8, Retrieve, Paid(2))] },
        { "canceled, then completed", 2, [Call(1, 2, Cancel, Canceled(1)), Call(3, 4, Pay, Paid(1))] },
        { "completed, then canceled", 2, [Call(1, 2, Pay, Paid(1)), Call(3, 4, Cancel, Canceled(1))] },
        { "canceled and completed at once", 2, [Call(1, 4, Cancel, Canceled(1)), Call(2, 3, Pay, Paid(1))] },
        { "reads that go back", 3, [Call(1, 8, Update(2), Ready(2)), Call(2, 3, Retrieve, Ready(2)), Call(4, 5, Retrieve, Ready(1))] },
        { "a lost update", 3, [Call(1, 2, Update(2), Ready(2)), Call(3, 4, Update(3), Ready(3)), Call(5, 6, Retrieve, Ready(2))] },
        { "a declined card pays", 1, [Call(1, 2, Decline, Paid(1))] },
        { "a decline for a card that pays, alone", 1, [Call(1, 2, Pay, Declined)] },
        { "completed, and nobody paid", 1, [Call(1, 2, Retrieve, Paid(1))] },
        { "in progress, and nobody pays", 1, [Call(1, 2, Retrieve, Paying(1))] },
        { "in progress, told to an update that is alone", 1, [Call(1, 2, Update(2), InProgress)] },
        { "in progress after the only payment was declined", 2, [Call(1, 2, Decline, Declined), Call(3, 4, Retrieve, Paying(1))] },
        { "a repeat that is executed again", 3, [Call(1, 2, Update(2), Ready(2), "k"), Call(3, 4, Update(3), Ready(3)), Call(5, 6, Update(2), Ready(2), "k"), Call(7, 8, Retrieve, Ready(2))] },
        { "a completed session without its order", 1, [Call(1, 2, Pay, new(200, Session: "completed", Quantity: 1))] },
        { "an answer that is in no table", 1, [Call(1, 2, Pay, new(418, "teapot"))] },
    };

    [Theory]
    [MemberData(nameof(Possible))]
    public void A_possible_one_is_accepted(string what, HistoryCall[] history)
    {
        var breach = HistoryRules.Breach(history, 1);

        Assert.True(breach is null, $"{what}: {breach}");
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public void An_impossible_one_is_rejected_by_its_smallest_prefix(string what, int calls, HistoryCall[] history)
    {
        var prefix = Linearizability.SmallestPrefix(history, 1);

        Assert.True(prefix is not null, what);
        Assert.True(calls == prefix.Count || what == "a repeat that is executed again", $"{what}: {prefix.Count} calls");
        Assert.NotNull(HistoryRules.Breach(history, 1));
    }

    /// <summary>Payments that nobody heard of again, then a read that none of them explains: all orders have to be tried.</summary>
    [Fact]
    public void Ten_payments_of_unknown_outcome_are_still_decided()
    {
        HistoryCall[] lost = [.. Enumerable.Range(1, 10).Select(i => Call(i, 20 + i, i % 2 == 0 ? Pay : Decline, i % 3 == 0 ? OutcomeUnknown : TookNothing))];

        var (holds, asked) = Linearizability.Of([.. lost, Call(40, 41, Retrieve, Ready(1)), Call(42, 43, Retrieve, Ready(2))], 1);

        Assert.False(holds);
        Assert.InRange(asked, 1, 20_000);
    }

    [Fact]
    public void Two_replies_to_one_key_are_told_apart_by_every_byte() => Assert.StartsWith(
        "The replies to k differ",
        HistoryRules.Breach([Call(1, 2, Pay, Paid(1) with { Body = "a" }, "k"), Call(3, 4, Pay, Paid(1) with { Body = "b" }, "k")], 1),
        StringComparison.Ordinal);

    [Fact]
    public void In_flight_with_nothing_under_way_is_told() => Assert.StartsWith(
        "In flight, but nothing",
        HistoryRules.Breach([Call(1, 2, Pay, Paid(1), "k"), Call(3, 4, Pay, InFlight, "k")], 1),
        StringComparison.Ordinal);

    private static HistoryCall Call(int from, int to, Operation operation, Seen reply, string? key = null) =>
        new(from, operation, operation is Operation.Retrieve ? null : key ?? $"key-{from}", from, to, reply);

    private static HistoryCall Lost(int from, Operation operation, string? key = null) =>
        new(from, operation, key ?? $"key-{from}", from, HistoryCall.Never, null);

    private static Operation.Update Update(int quantity) => new(quantity);

    private static Seen Ready(int quantity) => new(200, Session: "ready_for_payment", Quantity: quantity);

    private static Seen Paying(int quantity) => new(200, Session: "complete_in_progress", Quantity: quantity);

    private static Seen Canceled(int quantity) => new(200, Session: "canceled", Quantity: quantity);

    private static Seen Paid(int quantity, string order = "order_1") => new(200, Session: "completed", Quantity: quantity, Order: order);
}
