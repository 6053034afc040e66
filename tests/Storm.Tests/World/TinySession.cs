using System.Text.Json;

namespace Acp.Storm.Tests;

/// <summary>One checkout session in memory; its server takes care that one call at a time is made.</summary>
internal sealed class TinySession(string id, Flaw flaw)
{
    private const long Price = 1900;

    private int quantity = 1;
    private int completes;
    private string status = "ready_for_payment";
    private string? order;

    public string Id => id;

    public List<long> Charges { get; } = [];

    public Dictionary<string, (int Status, object Reply)> Kept { get; } = [];

    public object View() => new
    {
        id,
        status = flaw == Flaw.ForgetsThatItCompleted && status == "completed" ? "ready_for_payment" : status,
        totals = new[] { new { type = "total", amount = quantity * Price } },
        order = order is null ? null : new { id = order },
        messages = flaw == Flaw.ForgetsKeys ? new[] { new { content = $"answer {++completes}" } } : [],
    };

    public (int Status, object Reply) Do(string verb, JsonElement body) => verb switch
    {
        "complete" => Complete(),
        "cancel" => Cancel(),
        _ => Update(body),
    };

    private (int, object) Update(JsonElement body)
    {
        if (status != "ready_for_payment")
        {
            return (409, TinyServer.Error("invalid_state"));
        }

        quantity = body.TryGetProperty("line_items", out var lines) ? lines[0].GetProperty("quantity").GetInt32() : quantity;
        return (200, View());
    }

    private (int, object) Cancel()
    {
        if (status != "ready_for_payment")
        {
            return (405, TinyServer.Error("invalid_state"));
        }

        status = "canceled";
        if (flaw == Flaw.ChargesWhatIsCanceled)
        {
            Charges.Add(quantity * Price);
        }

        return (200, View());
    }

    private (int, object) Complete()
    {
        completes++;
        return (flaw, status) switch
        {
            (Flaw.NeverFinishes, _) => (409, TinyServer.Error("payment_in_progress")),
            (Flaw.FailsForGood, _) => (500, TinyServer.Error("internal_error")),
            (Flaw.CancelsByItself, _) => Vanish(),
            (Flaw.FailsOnceCompleted, "completed") => (500, TinyServer.Error("internal_error")),
            (Flaw.RefusesToCompleteAgain, "completed") => (409, TinyServer.Error("invalid_state")),
            (Flaw.OrdersForEachKey, _) => Order($"order_{completes}", charge: completes == 1),
            (Flaw.ChargesForEachKey, _) => Order("order_1", charge: true),

            // Whoever cancels comes first.
            (Flaw.CompletesWhatIsCanceled or Flaw.ChargesWhatIsCanceled, "ready_for_payment") => (409, TinyServer.Error("payment_in_progress")),
            (Flaw.CompletesWhatIsCanceled, "canceled") => Order("order_1", charge: false),
            (_, "canceled") => (409, TinyServer.Error("invalid_state")),
            (_, "completed") => (200, View()),
            _ => Order("order_1", charge: flaw != Flaw.ChargesNothing),
        };
    }

    private (int, object) Vanish()
    {
        status = "canceled";
        return (409, TinyServer.Error("invalid_state"));
    }

    private (int, object) Order(string number, bool charge)
    {
        (status, order) = ("completed", number);
        if (charge)
        {
            Charges.Add((flaw == Flaw.ChargesTheOldTotal ? 1 : quantity) * Price + (flaw == Flaw.ChargesTheOldTotal ? 1 : 0));
        }

        return (200, View());
    }
}
