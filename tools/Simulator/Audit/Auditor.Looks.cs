using System.Text;
using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.Simulation;

/// <summary>What is shown to administrators, and told to platforms.</summary>
internal sealed partial class Auditor
{
    private const int MostRows = 1_000;

    public void Asking(Wish wish) => asked.TryAdd(wish.Call.ReplyKey!, world.Scheduler.Now);

    public void Told(Wish wish, Answer answer)
    {
        if (answer is not Answer.Replied replied)
        {
            return;
        }

        var text = Encoding.UTF8.GetString(replied.Reply.Body.Span);
        var key = wish.Call.ReplyKey!;
        if (IsKeptStill(key) && !told.TryAdd(key, text) && told[key] != text)
        {
            Report(Invariant.OneKeyOneReply, $"{key.Key} on {key.Path} was replied «{told[key]}», then «{text}».");
        }

        if (replied.Reply.Status == 201 && truths.GetValueOrDefault(text.Split('|')[0])?.Issue != wish.Issue)
        {
            Report(Invariant.OneKeyOneToken, $"{key.Key} was replied «{text}», which is no token of it.");
        }
    }

    /// <summary>An administrator looks at the overview, and counts what is listed.</summary>
    public async ValueTask Look()
    {
        var now = world.Scheduler.Now;
        var rows = await world.Store.ListTokens(new TokenFilter(), now, after: null, MostRows);
        var overview = TokenOverview.Of(await world.Store.CountTokens(TokenOverview.Ranges(now), now), now);
        Compare("all", overview.All, rows);
        Compare("issued", overview.Issued, [.. rows.Where(row => row.Origin == TokenOrigin.Issued)]);
        Compare("granted", overview.Granted, [.. rows.Where(row => row.Origin == TokenOrigin.Granted)]);
    }

    private void Compare(string whose, TokenStatistics shown, IReadOnlyList<TokenRow> rows)
    {
        var states = Count(rows, _ => 1);
        if (shown.States != states)
        {
            Report(Invariant.OverviewIsTheList, $"Of {whose} tokens the overview shows {shown.States}, the list {states}.");
        }

        foreach (var (currency, listed) in rows.GroupBy(row => row.Currency).Select(group => (group.Key, Count([.. group], row => row.Amount ?? 0))))
        {
            var limits = shown.Currencies.FirstOrDefault(sums => sums.Currency == currency)?.Limits;
            if (limits != listed)
            {
                Report(Invariant.OverviewIsTheList, $"Of {whose} tokens in {currency} the overview shows {limits}, the list {listed}.");
            }
        }

        if (shown.TimeToUse.Histogram.Sum(bucket => bucket.Count) != states.Used || shown.Days.Sum(day => day.Issued) != rows.Count)
        {
            Report(Invariant.OverviewIsTheList, $"Of {whose} tokens the overview's days and times do not add up to the list's {rows.Count}.");
        }
    }

    private static TokenStates Count(IReadOnlyList<TokenRow> rows, Func<TokenRow, long> worth)
    {
        return new(Sum(SharedPaymentTokenStatus.Active), Sum(SharedPaymentTokenStatus.Used), Sum(SharedPaymentTokenStatus.Expired), Sum(SharedPaymentTokenStatus.Revoked));

        long Sum(SharedPaymentTokenStatus status) => rows.Where(row => row.Status == status).Sum(worth);
    }
}
