using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Acp.Payments.Stripe;

/// <summary>
/// Reads the account's list of intents for those of an attempt. The list is complete and immediate, which Stripe's search
/// by metadata is not. It shows every intent of the account, though, so the minutes in which ours most likely was made are
/// read first, and a bound keeps a busy account from being read for ever.
/// </summary>
internal sealed partial class ChargeSearch(StripeCalls calls, string apiVersion, TimeProvider clock, ILogger log)
{
    // Stripe's largest page; 100 of them are 10,000 intents.
    private const int PageSize = 100;
    private const int MostPages = 100;

    // An intent has 2 to 4 KiB, and up to 25 KiB of metadata of other systems.
    private const int LongestPage = 8 << 20;

    // Our clock and Stripe's may differ by minutes.
    private const long SkewSeconds = 300;
    private const long LikelySeconds = 600;

    // A session must not be held by a search for longer.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <param name="token">As it was read before; null where Stripe does not know it.</param>
    /// <param name="saidAt">When it was, by Stripe's clock.</param>
    public async ValueTask<ChargeFinding> Find(ChargeTrace trace, TokenFacts? token, DateTimeOffset? saidAt)
    {
        var seen = new Sightings(trace);
        var missing = await Read(trace, seen);
        foreach (var other in seen.Contradictions)
        {
            LogContradiction(trace.Session, other.Attempt, other.Id);
        }

        if (missing is not null)
        {
            LogIncomplete(trace.Session, trace.Attempt, missing);
        }

        return seen.Best switch
        {
            { Status: "succeeded" } ours => Found(ours),
            _ when missing is not null || seen.Contradictions.Count > 0 => new ChargeFinding.NotAnswered(),
            { } ours => Found(ours),
            null => new ChargeFinding.NoneOfOurs(token, saidAt),
        };
    }

    /// <returns>Null where all was read that can matter; else why not.</returns>
    private async ValueTask<string?> Read(ChargeTrace trace, Sightings seen)
    {
        var started = clock.GetUtcNow();
        var pages = 0;
        foreach (var window in Windows(trace, started))
        {
            string? last = null;
            do
            {
                if (++pages > MostPages || clock.GetUtcNow() - started > Longest)
                {
                    return "too many intents";
                }

                var query = last is null ? window : $"{window}&starting_after={last}";
                var reply = await calls.Repeated(new(HttpMethod.Get, query, apiVersion) { LongestReply = LongestPage });
                if (reply is not StripeReply.Answered { Status: 200, Body.List: { } list })
                {
                    return StripeAnswers.Cause(reply);
                }

                seen.Add(list.Intents);
                last = list.HasMore && !seen.MoneyMoved ? Uri.EscapeDataString(list.Intents[^1].Id) : null;
            }
            while (last is not null);

            if (seen.MoneyMoved)
            {
                break;
            }
        }

        return null;
    }

    private static ChargeFinding.Found Found(StripeIntent ours) =>
        new(ours.Id, StripeAnswers.OfSeen(ours), Number(ours)!.Value, ours.Amount!.Value, ours.Currency!);

    private static int? Number(StripeIntent intent) =>
        int.TryParse(intent.Attempt, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The last window is open at its end, unless all was made: what is made while we read may be ours, too.
    private static IEnumerable<string> Windows(ChargeTrace trace, DateTimeOffset now)
    {
        var start = Math.Max(0, trace.From.ToUnixTimeSeconds() - SkewSeconds);
        var likely = trace.From.ToUnixTimeSeconds() + LikelySeconds;
        var end = trace.Until?.ToUnixTimeSeconds() + SkewSeconds ?? long.MaxValue;
        var open = end == long.MaxValue ? "" : string.Create(CultureInfo.InvariantCulture, $"&created[lte]={end}");
        return Math.Min(now.ToUnixTimeSeconds(), end) <= likely
            ? [Query($"created[gte]={start}{open}")]
            : [Query($"created[gte]={start}&created[lte]={likely}"), Query($"created[gt]={likely}{open}")];
    }

    private static string Query(FormattableString window) =>
        $"{StripeProvider.ChargePath}?{window.ToString(CultureInfo.InvariantCulture)}&limit={PageSize.ToString(CultureInfo.InvariantCulture)}&expand[0]=data.latest_charge";

    [LoggerMessage(LogLevel.Error, "Intent {IntentId} names session {Session}, attempt {Attempt}, but is not what we sent; nothing is concluded until a person has compared them.")]
    private partial void LogContradiction(string session, string? attempt, string intentId);

    [LoggerMessage(LogLevel.Warning, "The intents were not all read for session {Session}, attempt {Attempt} ({Cause}); nothing is concluded from those that are missing.")]
    private partial void LogIncomplete(string session, int? attempt, string cause);

    /// <summary>What was seen of one trace.</summary>
    private sealed class Sightings(ChargeTrace trace)
    {
        public List<StripeIntent> Contradictions { get; } = [];

        public StripeIntent? Best { get; private set; }

        public bool MoneyMoved => Best is { Status: "succeeded" };

        public void Add(IEnumerable<StripeIntent> page)
        {
            foreach (var intent in page.Where(IsOurs))
            {
                if (IsWhatWasSent(intent))
                {
                    Best = Best is null || Rank(intent) < Rank(Best) ? intent : Best;
                }
                else
                {
                    Contradictions.Add(intent);
                }
            }
        }

        // One whose number cannot be read may be of any attempt.
        private bool IsOurs(StripeIntent intent) =>
            intent.Session == trace.Session && !trace.PassedOver.Contains(intent.Id) && (trace.Attempt is null || Number(intent) is not { } number || number == trace.Attempt);

        private bool IsWhatWasSent(StripeIntent intent) =>
            Number(intent) is not null && intent is { Amount: not null, Currency: not null }
            && (trace.Request is null || !ChargeBody.Contradicts(trace.Request.Body.Span, intent));

        // What may still move money outranks what no longer can; a state that we do not know may.
        private static int Rank(StripeIntent intent) => intent.Status switch
        {
            "succeeded" => 0,
            "canceled" => 3,
            "requires_payment_method" => StripeAnswers.MayBeAtWork(intent) ? 2 : 3,
            _ => 1,
        };
    }
}
