using System.Globalization;
using System.Text.Json;
using Acp.Payments;

namespace Acp.Tests;

/// <summary>
/// Another processor, with rules of its own: a ledger of bookings under ids of its own, mandates that are good once, keys that
/// are never forgotten, pages that a repeat shows as they are now, and money that goes back when the day is closed. It posts
/// no notices.
/// </summary>
internal sealed class LedgerProcessor(TimeProvider clock) : IPaymentProcessor
{
    private const string Account = "ledger-7";

    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Body, object Made)> byKey = [];
    private readonly List<Booking> bookings = [];
    private readonly List<Sheet> sheets = [];
    private readonly List<Payback> paybacks = [];

    /// <summary>Carried out, and never heard of.</summary>
    public int RepliesToLose { get; set; }

    public FrozenRequest Freeze(ChargeOrder order) => Frozen("book", order);

    public FrozenRequest FreezePage(PageOrder order) => Frozen("sheet", order);

    public FrozenRequest FreezeRefund(RefundOrder order) => Frozen("pay back", order);

    public string ReservationId(string token, string session, int attempt) => token;

    public ValueTask<TokenLookup> LookUpToken(string token) =>
        new(FactsOf(token) is { } facts ? new TokenLookup.Found(facts) : new TokenLookup.Unknown());

    public ValueTask<ChargeAnswer> Charge(string providerKey, FrozenRequest request, DateTimeOffset notAfter) => new(
        clock.GetUtcNow() >= notAfter ? new ChargeAnswer.NotExecuted()
        : Once(providerKey, request, (ChargeOrder order) => IsSpent(order.Token) ? null : Book(order)) switch
        {
            Booking booking when !IsLost() => AnswerOf(booking),
            { } => new ChargeAnswer.Unknown("no reply"),
            null => new ChargeAnswer.Rejected("The mandate was used."),
        });

    public ValueTask<ChargeFinding> FindCharge(ChargeTrace trace) => new(
        bookings.Where(it => it.Session == trace.Session && it.Attempt == (trace.Attempt ?? it.Attempt) && !trace.PassedOver.Contains(it.Id)).OrderByDescending(it => it.IsTaken).FirstOrDefault() is { } ours
            ? new ChargeFinding.Found(ours.Id, AnswerOf(ours), ours.Attempt, ours.Amount, ours.Currency)
            : new ChargeFinding.NoneOfOurs(FactsOf(trace.Token), clock.GetUtcNow()));

    public ValueTask<ChargeAnswer> LookUpIntent(string intentId) =>
        new(Find(intentId) is { } booking ? AnswerOf(booking) : new ChargeAnswer.Unknown("no such booking"));

    public ValueTask<ChargeAnswer> CancelIntent(string intentId) =>
        new(Find(intentId) is { IsTaken: false } ? new ChargeAnswer.Canceled() : new ChargeAnswer.Rejected("It is booked."));

    public ValueTask<PageAnswer> OpenPage(string providerKey, FrozenRequest request, DateTimeOffset notAfter) => new(
        clock.GetUtcNow() >= notAfter ? new PageAnswer.NotExecuted()
        : Once(providerKey, request, (PageOrder order) => Add(sheets, new Sheet($"sheet/{sheets.Count + 1}", order))) is Sheet sheet && !IsLost()
            ? AnswerOf(sheet)
            : new PageAnswer.Unknown("no reply"));

    public ValueTask<PageAnswer> LookUpPage(string pageId) => new(AnswerOf(sheets.Single(it => it.Id == pageId)));

    public ValueTask<PageAnswer> ExpirePage(string pageId)
    {
        var sheet = sheets.Single(it => it.Id == pageId);
        sheet.IsEnded |= sheet.Paid is null;
        return new(AnswerOf(sheet));
    }

    public ValueTask<PageFinding> FindPage(PageTrace trace) => new(
        sheets.Find(it => (it.Order.Session, it.Order.Attempt) == (trace.Session, trace.Attempt)) is { } ours
            ? new PageFinding.Found(AnswerOf(ours))
            : new PageFinding.NoneOfOurs(clock.GetUtcNow()));

    public ValueTask<RefundAnswer> Refund(string providerKey, FrozenRequest request, DateTimeOffset notAfter) => new(
        clock.GetUtcNow() >= notAfter ? new RefundAnswer.NotExecuted()
        : Once(providerKey, request, (RefundOrder order) => order.Amount > LeftOf(order.IntentId) ? null : Add(paybacks, new Payback($"back/{paybacks.Count + 1}", order, clock.GetUtcNow()))) switch
        {
            Payback made when !IsLost() => made.IsDone ? new RefundAnswer.Succeeded(made.Id) : new RefundAnswer.Pending(made.Id),
            { } => new RefundAnswer.Unknown("no reply"),
            null => new RefundAnswer.Rejected(RefundRejection.ExceedsRemainder, "So much is not left."),
        });

    public ValueTask<PaymentFinding> FindPayment(string intentId, string account) => new(
        account != Account ? new PaymentFinding.NotAnswered()
        : Find(intentId) is not { } booking ? new PaymentFinding.NoSuchPayment()
        : new PaymentFinding.Found(new PaymentFacts(
            booking.Id, booking.Amount, booking.Currency, booking.Session, [.. paybacks.Where(it => it.Order.IntentId == intentId).Reverse().Select(it => it.Facts)], [])));

    public ValueTask<PaymentFinding> FindRefunds(string intentId, string account) => FindPayment(intentId, account);

    public ValueTask<PaymentOrigin> FindOrigin(string intentId) =>
        new(Find(intentId) is { } booking ? new PaymentOrigin.OfSession(booking.Session) : new PaymentOrigin.NotOurs());

    /// <summary>The shopper pays on the sheet.</summary>
    public void Pay(string session)
    {
        var sheet = sheets.Last(it => it.Order.Session == session && !it.IsEnded);
        sheet.Paid = Add(bookings, new Booking(NextId(), session, sheet.Order.Attempt, sheet.Order.Amount, sheet.Order.Currency, Mandate: "", IsTaken: true));
    }

    public void CloseTheDay() => paybacks.ForEach(it => it.IsDone = true);

    public IReadOnlyList<long> CollectedOf(string session) => [.. bookings.Where(it => it.IsTaken && it.Session == session).Select(it => it.Amount)];

    public long PaidBackTo(string session) => paybacks.Where(it => it.Order.Session == session).Sum(it => it.Order.Amount);

    private static FrozenRequest Frozen<T>(string target, T order) => new(target, JsonSerializer.SerializeToUtf8Bytes(order), "1", Account);

    /// <returns>What the key stands for, or why not: null where it was refused, a string where the key stands for something else.</returns>
    private object? Once<T>(string key, FrozenRequest request, Func<T, object?> make)
    {
        lock (gate)
        {
            var body = Convert.ToBase64String(request.Body.Span);
            if (!byKey.TryGetValue(key, out var known) && make(JsonSerializer.Deserialize<T>(request.Body.Span)!) is { } made)
            {
                byKey[key] = known = (body, made);
            }

            return known.Body is null || known.Body == body ? known.Made : "another's key";
        }
    }

    private Booking Book(ChargeOrder order) => Add(
        bookings,
        new Booking(NextId(), order.Session, order.Attempt, order.Amount, order.Currency, order.Token, IsTaken: !order.Token.StartsWith("overdrawn", StringComparison.Ordinal)));

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyyMMdd}-{bookings.Count + 1}");

    private Booking? Find(string id) => bookings.Find(it => it.Id == id);

    private bool IsSpent(string mandate) => bookings.Exists(it => it.Mandate == mandate && it.IsTaken);

    private long LeftOf(string id) => Find(id)!.Amount - paybacks.Where(it => it.Order.IntentId == id).Sum(it => it.Order.Amount);

    private TokenFacts? FactsOf(string mandate) => mandate.Length == 0 ? null : new(
        Currency: null, Remaining: null, ExpiresAt: null, IsSpent(mandate) ? TokenDeactivation.Consumed : null, bookings.Where(it => it.Mandate == mandate && it.IsTaken).Sum(it => it.Amount));

    private bool IsLost() => RepliesToLose > 0 && RepliesToLose-- > 0;

    private static ChargeAnswer AnswerOf(Booking booking) =>
        booking.IsTaken ? new ChargeAnswer.Succeeded(booking.Id) : new ChargeAnswer.Declined("The account is overdrawn.");

    private PageAnswer AnswerOf(Sheet sheet) => sheet switch
    {
        { Paid: { } booking } => new PageAnswer.Paid(sheet.Id, booking.Id, booking.Amount, booking.Currency),
        { IsEnded: true } => new PageAnswer.Expired(sheet.Id),
        _ when clock.GetUtcNow() >= sheet.Order.ExpiresAt => new PageAnswer.Expired(sheet.Id),
        _ => new PageAnswer.Open(new HostedPage(sheet.Id, $"https://ledger.example/{sheet.Id}", sheet.Order.ExpiresAt, sheet.Order.Amount, sheet.Order.Currency)),
    };

    private static T Add<T>(List<T> list, T one)
    {
        list.Add(one);
        return one;
    }

    private sealed record Booking(string Id, string Session, int Attempt, long Amount, string Currency, string Mandate, bool IsTaken);

    private sealed class Sheet(string id, PageOrder order)
    {
        public string Id => id;

        public PageOrder Order => order;

        public bool IsEnded { get; set; }

        public Booking? Paid { get; set; }
    }

    private sealed class Payback(string id, RefundOrder order, DateTimeOffset at)
    {
        public string Id => id;

        public RefundOrder Order => order;

        public bool IsDone { get; set; }

        public RefundFacts Facts => new(
            id, IsDone ? RefundProgress.Succeeded : RefundProgress.Pending, order.Amount, order.Reason, order.Order, order.Session, order.Number, Reason: null, at);
    }
}
