using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Payments;

namespace Acp.Tests;

/// <summary>The pages and refunds of the processor that knows the truth. What is collected is in <see cref="OracleProvider.Money"/>, as of tokens.</summary>
internal sealed class OraclePages : IHostedPages, IRefunds
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly OracleProvider money;
    private readonly Dictionary<string, (string Body, string Page, DateTimeOffset At)> executed = [];
    private readonly Dictionary<string, Page> pages = [];
    private readonly Dictionary<string, (RefundOrder Order, string Id)> refunds = [];

    public OraclePages(TimeProvider clock, OracleProvider money)
    {
        this.clock = clock;
        this.money = money;
        money.AnswerOfPage = AnswerOf;
    }

    private enum Status
    {
        Open,
        Paid,
        Pending,
        Failed,
        Expired,
    }

    /// <summary>Taken in order, one a call that opens a page; none means no fault.</summary>
    public ConcurrentQueue<Fault> Faults { get; } = new();

    public ConcurrentQueue<Fault> RefundFaults { get; } = new();

    public ConcurrentQueue<(string Key, string Body)> Sends { get; } = new();

    public ConcurrentQueue<string> LookUps { get; } = new();

    public ConcurrentQueue<string> Refunds { get; } = new();

    /// <summary>Each movement back: intent and minor units.</summary>
    public ConcurrentQueue<(string Intent, long Amount)> Returned { get; } = new();

    /// <summary>What pages collect beside what they were asked to.</summary>
    public long Extra { get; set; }

    /// <summary>On which pages are paid.</summary>
    public string Account { get; set; } = "acct";

    /// <summary>What was given back fails days later at the shopper's bank.</summary>
    public bool RefundsComeToNothing { get; set; }

    public bool LookUpsFail { get; set; }

    public bool SearchesFail { get; set; }

    public bool ExpiriesFail { get; set; }

    /// <summary>While set, pages are closed and the answer never arrives.</summary>
    public bool ExpiryRepliesAreLost { get; set; }

    /// <summary>Runs as a wish for a page arrives, before anything is done; it may take its time.</summary>
    public Func<Task>? OnOpen { get; set; }

    /// <summary>Runs as a look-up of a page arrives.</summary>
    public Func<Task>? OnLookUp { get; set; }

    /// <summary>Runs as a wish to close a page arrives, before anything is done.</summary>
    public Func<Task>? OnExpire { get; set; }

    /// <summary>Runs when a page was closed, before the caller hears of it.</summary>
    public Func<Task>? OnExpired { get; set; }

    public int Made
    {
        get
        {
            lock (gate)
            {
                return pages.Count;
            }
        }
    }

    public FrozenRequest FreezePage(PageOrder order) => new(
        "POST /page",
        Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{order.Session}|{order.Attempt}|{order.Amount}|{order.Currency}|{order.ExpiresAt.ToUnixTimeSeconds()}")),
        "v1",
        Account);

    public async ValueTask<PageAnswer> OpenPage(string providerKey, FrozenRequest request, DateTimeOffset notAfter)
    {
        if (clock.GetUtcNow() >= notAfter)
        {
            return new PageAnswer.NotExecuted();
        }

        var body = Encoding.UTF8.GetString(request.Body.Span);
        Sends.Enqueue((providerKey, body));
        await (OnOpen?.Invoke() ?? Task.CompletedTask);
        return (Faults.TryDequeue(out var fault) ? fault : Fault.None) switch
        {
            Fault.RequestLost => new PageAnswer.Unknown("broken connection"),
            Fault.Throttled => new PageAnswer.NotExecuted(),
            Fault.Rejected => new PageAnswer.Rejected("The amount is too small."),
            Fault.FailureKept => Lose(Execute(providerKey, body)) with { MayRepeat = false },
            Fault.ReplyLost => Lose(Execute(providerKey, body)),
            _ => Execute(providerKey, body),
        };
    }

    public async ValueTask<PageAnswer> LookUpPage(string pageId)
    {
        LookUps.Enqueue(pageId);
        await (OnLookUp?.Invoke() ?? Task.CompletedTask);
        lock (gate)
        {
            return LookUpsFail ? new PageAnswer.Unknown("time-out") : Answer(pageId);
        }
    }

    public async ValueTask<PageAnswer> ExpirePage(string pageId)
    {
        await (OnExpire?.Invoke() ?? Task.CompletedTask);
        if (ExpiriesFail)
        {
            return new PageAnswer.Unknown("time-out");
        }

        PageAnswer answer;
        lock (gate)
        {
            Age();
            if (pages[pageId].Status != Status.Open)
            {
                return new PageAnswer.Unknown("not open");
            }

            pages[pageId] = pages[pageId] with { Status = Status.Expired };
            answer = Answer(pageId);
        }

        await (OnExpired?.Invoke() ?? Task.CompletedTask);
        return ExpiryRepliesAreLost ? new PageAnswer.Unknown("lost") : answer;
    }

    public ValueTask<PageFinding> FindPage(PageTrace trace)
    {
        lock (gate)
        {
            return new(SearchesFail ? new PageFinding.NotAnswered()
                : pages.FirstOrDefault(page => (page.Value.Session, page.Value.Attempt) == (trace.Session, trace.Attempt)).Key is { } id
                    ? new PageFinding.Found(Answer(id))
                    : new PageFinding.NoneOfOurs(clock.GetUtcNow()));
        }
    }

    public FrozenRequest FreezeRefund(RefundOrder order) => new(
        "POST /refund",
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{order.IntentId}|{order.Amount}|{order.Number}|{order.Session}")),
        "v1",
        "acct");

    public ValueTask<RefundAnswer> Refund(string providerKey, FrozenRequest request, DateTimeOffset notAfter)
    {
        Refunds.Enqueue(providerKey);
        return new((RefundFaults.TryDequeue(out var fault) ? fault : Fault.None) switch
        {
            Fault.RequestLost => new RefundAnswer.Unknown("broken connection"),
            Fault.Throttled => new RefundAnswer.NotExecuted(),
            Fault.Rejected => new RefundAnswer.Rejected(RefundRejection.Other, "No."),
            Fault.ReplyLost => new RefundAnswer.Unknown($"lost {GiveBack(providerKey, request)}"),
            _ => GiveBack(providerKey, request),
        });
    }

    public ValueTask<PaymentFinding> FindPayment(string intentId, string account)
    {
        lock (gate)
        {
            var made = refunds.Values.Where(refund => refund.Order.IntentId == intentId).Select(refund => new RefundFacts(
                refund.Id, RefundsComeToNothing ? RefundProgress.Failed : RefundProgress.Succeeded, refund.Order.Amount, refund.Order.Reason, null, refund.Order.Session, refund.Order.Number, null, clock.GetUtcNow()));
            var page = pages.Values.First(page => page.Intent == intentId);
            return new(new PaymentFinding.Found(new PaymentFacts(intentId, page.Amount, page.Currency, page.Session, [.. made], [])));
        }
    }

    public ValueTask<PaymentFinding> FindRefunds(string intentId, string account) => FindPayment(intentId, account);

    public ValueTask<PaymentOrigin> FindOrigin(string intentId) => throw new NotSupportedException();

    /// <summary>The shopper pays on the open page.</summary>
    /// <param name="shown">Addresses that were given out: a page of another total is paid only where its own was; null: all of them.</param>
    /// <returns>The intent; null where no page of the session is open: the provider takes nothing.</returns>
    public string? Pay(string session, HashSet<string>? shown = null)
    {
        lock (gate)
        {
            Age();
            var id = pages.FirstOrDefault(page => page.Value.Session == session && page.Value.Status == Status.Open
                && (page.Value.Extra == 0 || shown?.Contains(page.Value.Shown(page.Key).Url) != false)).Key;
            return id is null ? null : Collect(id);
        }
    }

    /// <summary>The world forces it: an expired page is paid.</summary>
    public string PayAllTheSame(string session)
    {
        lock (gate)
        {
            Age();
            return Collect(pages.First(page => page.Value.Session == session && page.Value.Status == Status.Expired).Key);
        }
    }

    /// <summary>The shopper is through with the page, and the bank takes days.</summary>
    /// <param name="extra">What it is to collect beside what was shown.</param>
    public string PayLater(string session, long extra = 0)
    {
        lock (gate)
        {
            var (id, page) = pages.Single(page => page.Value.Session == session && page.Value.Status == Status.Open);
            pages[id] = page with { Status = Status.Pending, Intent = $"pi_{id}", Amount = page.Amount + extra };
            return $"pi_{id}";
        }
    }

    public void Decide(string session, bool succeeds)
    {
        lock (gate)
        {
            var (id, page) = pages.Single(page => page.Value.Session == session && page.Value.Status == Status.Pending);
            if (succeeds)
            {
                Collect(id);
            }
            else
            {
                pages[id] = page with { Status = Status.Failed };
            }
        }
    }

    public bool HasExpired(string session)
    {
        lock (gate)
        {
            Age();
            return pages.Values.Any(page => page.Session == session && page.Status == Status.Expired);
        }
    }

    public bool IsOpen(string session)
    {
        lock (gate)
        {
            Age();
            return pages.Values.Any(page => page.Session == session && page.Status == Status.Open);
        }
    }

    private static PageAnswer.Unknown Lose(PageAnswer answer) => new($"lost {answer.GetType().Name}");

    private PageAnswer Execute(string key, string body)
    {
        lock (gate)
        {
            // Stripe may forget keys after 24 h; then the same key is a new request.
            if (executed.TryGetValue(key, out var before) && clock.GetUtcNow() - before.At < TimeSpan.FromHours(24))
            {
                // The answer of then, whatever became of the page since.
                return before.Body == body ? new PageAnswer.Open(pages[before.Page].Shown(before.Page)) : new PageAnswer.Unknown("idempotency_error");
            }

            if (money.Remembers(key))
            {
                return new PageAnswer.Unknown("idempotency_error"); // It was a charge's.
            }

            var parts = body.Split('|');
            var ends = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[4], CultureInfo.InvariantCulture));
            if (ends < clock.GetUtcNow() + PageDecider.ShortestLife)
            {
                return new PageAnswer.Rejected("It would end too soon."); // Validation: not kept under the key.
            }

            var id = $"page_{pages.Count + 1}";
            pages[id] = new Page(
                key, parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture) + Extra, parts[3], ends, Status.Open, null, Extra);
            executed[key] = (body, id, clock.GetUtcNow());
            return Answer(id);
        }
    }

    private string Collect(string id)
    {
        var page = pages[id];
        pages[id] = page with { Status = Status.Paid, Intent = $"pi_{id}" };
        money.Money.Enqueue((page.Key, page.Amount, id));
        return $"pi_{id}";
    }

    private RefundAnswer.Succeeded GiveBack(string key, FrozenRequest request)
    {
        lock (gate)
        {
            if (!refunds.TryGetValue(key, out var made))
            {
                var parts = Encoding.UTF8.GetString(request.Body.Span).Split('|');
                var order = new RefundOrder(
                    parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture), RefundReason.Duplicate, int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3], null);
                refunds[key] = made = (order, $"re_{refunds.Count + 1}");
                Returned.Enqueue((order.IntentId, order.Amount));
            }

            return new RefundAnswer.Succeeded(made.Id);
        }
    }

    private PageAnswer Answer(string id)
    {
        Age();
        if (!pages.TryGetValue(id, out var page))
        {
            return new PageAnswer.Unknown("404");
        }

        return page.Status switch
        {
            Status.Open => new PageAnswer.Open(page.Shown(id)),
            Status.Paid => new PageAnswer.Paid(id, page.Intent!, page.Amount, page.Currency),
            Status.Pending or Status.Failed => new PageAnswer.Pending(id, page.Intent!, page.Amount, page.Currency),
            _ => new PageAnswer.Expired(id),
        };
    }

    private ChargeAnswer? AnswerOf(string intent)
    {
        lock (gate)
        {
            return pages.Values.FirstOrDefault(page => page.Intent == intent)?.Status switch
            {
                Status.Paid => new ChargeAnswer.Succeeded(intent),
                Status.Pending => new ChargeAnswer.Processing(intent),
                Status.Failed => new ChargeAnswer.Declined("The debit came back."),
                _ => null,
            };
        }
    }

    private void Age()
    {
        foreach (var (id, page) in pages.Where(page => page.Value.Status == Status.Open && clock.GetUtcNow() >= page.Value.Ends).ToList())
        {
            pages[id] = page with { Status = Status.Expired };
        }
    }

    private sealed record Page(
        string Key, string Session, int Attempt, long Amount, string Currency, DateTimeOffset Ends, Status Status, string? Intent, long Extra)
    {
        public HostedPage Shown(string id) => new(id, $"https://pay.example/{id}", Ends, Amount, Currency);
    }
}

internal sealed class EverybodyPaysOnPages : IHostedCheckout
{
    public bool Covers(string platform, string currency) => platform != "tokens-only";

    public ReturnAddresses AddressesOf(string session) =>
        new(new Uri($"https://shop.example/pay/{session}/return"), new Uri($"https://shop.example/pay/{session}"));
}
