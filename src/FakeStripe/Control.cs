using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acp.Fakes;

/// <summary>The calls under <c>/_fake</c>: for tests and walks, no part of Stripe. They need no key and meet no fault.</summary>
internal static class Control
{
    private static readonly Dictionary<string, string> JsonHeaders = new() { ["Content-Type"] = "application/json" };

    private static readonly JsonSerializerOptions SnakeCase = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static bool IsMeant(FakeRequest request) => request.Path.StartsWith("/_fake/", StringComparison.Ordinal);

    /// <param name="happen">Executes the request as something that happens at Stripe without a call of its API.</param>
    public static async ValueTask<FakeAnswer> Handle(FakeStripe stripe, FakeRequest request, Func<Outcome> happen)
    {
        try
        {
            return request.Segments() is [_, "events", ..]
                ? await EventControl.Handle(stripe, request)
                : Route(stripe, request, happen);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or JsonException)
        {
            return Json(400, new { error = e.Message });
        }
    }

    private static FakeAnswer.Reply Route(FakeStripe stripe, FakeRequest request, Func<Outcome> happen) =>
        (request.Method, request.Segments()) switch
        {
            ("GET", ["_fake", "ledger"]) => Json(200, Ledger(stripe, request.QueryFields().GetValueOrDefault("session"))),
            ("POST", ["_fake", "faults"]) => Queue(stripe.Faults, request.AnyFields()),
            ("DELETE", ["_fake", "faults"]) => Done(stripe.Faults.Clear),
            ("POST", ["_fake", "latency"]) => Done(() => stripe.Latency = Milliseconds(request.AnyFields(), "ms")),
            ("GET", ["_fake", "holds"]) => Holds(stripe.Faults),
            ("POST", ["_fake", "holds", "release"]) => Done(stripe.Faults.ReleaseAll),
            ("POST", ["_fake", "payment_intents" or "issued_tokens", _, "authenticate"])
                or ("POST", ["_fake", "refunds", "begin"] or ["_fake", "refunds", _, "settle"])
                or ("POST", ["_fake", "payment_intents", _, "dispute"] or ["_fake", "disputes", _, "move"]) =>
                happen() is var done ? new(done.Status, JsonHeaders, done.Body) : throw new FormatException(),
            _ => Json(404, new { error = "No such control call." }),
        };

    private static object Ledger(FakeStripe stripe, string? session) => session is null
        ? new { Calls = stripe.Ledger, stripe.Charges, stripe.TotalCharged, stripe.Bank.Refunds }
        : Ledger(stripe.Ledger.Where(entry => entry.Session == session), stripe.ChargesOf(session), stripe.Bank.RefundsOf(session));

    private static object Ledger(IEnumerable<LedgerEntry> calls, IReadOnlyList<FakeCharge> charges, IReadOnlyList<FakeRefund> refunds) =>
        new { Calls = calls, Charges = charges, TotalCharged = charges.Sum(charge => charge.Amount), Refunds = refunds };

    private static FakeAnswer.Reply Queue(FaultScript faults, Dictionary<string, string> fields)
    {
        var kind = Named<FaultKind>(fields.GetValueOrDefault("kind") ?? throw new FormatException("The fault's kind is missing."));
        var call = Named<StripeCall>(fields.GetValueOrDefault("call", "charge"));
        if (fields.TryGetValue("probability", out var probability))
        {
            return Stand(faults, kind, call, double.Parse(probability, CultureInfo.InvariantCulture), fields);
        }

        var times = int.Parse(fields.GetValueOrDefault("times", "1"), CultureInfo.InvariantCulture);
        faults.Next(kind, call, times, Milliseconds(fields, "delay_ms"));
        return Json(200, new { kind, call, times });
    }

    private static FakeAnswer.Reply Stand(
        FaultScript faults, FaultKind kind, StripeCall call, double probability, Dictionary<string, string> fields)
    {
        var seed = int.Parse(fields.GetValueOrDefault("seed", "0"), CultureInfo.InvariantCulture);
        faults.Often(kind, probability, call, seed, Milliseconds(fields, "delay_ms"));
        return Json(200, new { kind, call, probability, seed });
    }

    private static FakeAnswer.Reply Holds(FaultScript faults)
    {
        var (closed, arrived) = faults.Holds();
        return Json(200, new { closed, arrived });
    }

    public static FakeAnswer.Reply Done(Action action)
    {
        action();
        return Json(200, new { done = true });
    }

    private static T Named<T>(string snake)
        where T : struct, Enum => Enum.GetValues<T>()
            .Where(value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()) == Fields.Lower(snake))
            .Select(value => (T?)value)
            .FirstOrDefault() ?? throw new FormatException(
                $"'{snake}' is none of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}.");

    private static TimeSpan Milliseconds(Dictionary<string, string> fields, string name) =>
        TimeSpan.FromMilliseconds(int.Parse(fields.GetValueOrDefault(name, "0"), CultureInfo.InvariantCulture));

    public static FakeAnswer.Reply Json(int status, object value) =>
        new(status, JsonHeaders, JsonSerializer.SerializeToUtf8Bytes(value, SnakeCase));
}
