using System.Globalization;
using Acp.Store;

namespace Acp.Simulation;

/// <summary>What a platform's days have given, as the committed counter changes add up, and what they must have given.</summary>
internal sealed class BudgetBook(Pace pace)
{
    private const string Prefix = "issued/agent/";

    private readonly Dictionary<string, long> counters = [];
    private readonly Dictionary<(string Issue, int Number), (string Day, long Amount)> taken = [];

    public void Add(CounterChange change)
    {
        if (change.Name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            counters[change.Name] = counters.GetValueOrDefault(change.Name) + change.Delta;
        }
    }

    public void Take(string issue, IssueAttemptBook attempt) =>
        taken[(issue, attempt.Number)] = (attempt.FirstSentAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), attempt.Amount);

    public void GiveBack(string issue, int number) => taken.Remove((issue, number));

    /// <summary>Attempts of an issue that made a token, or may have.</summary>
    public int Of(string issue) => taken.Keys.Count(key => key.Issue == issue);

    public Violation? Check()
    {
        var days = taken.Values.Select(use => use.Day).Concat(counters.Keys.Select(name => name[Prefix.Length..].Split('/')[0])).Distinct();
        return days.Select(Check).FirstOrDefault(violation => violation is not null);
    }

    private Violation? Check(string day)
    {
        var uses = taken.Values.Where(use => use.Day == day).ToList();
        var (tokens, amount) = (-Given(day, "tokens"), -Given(day, "usd"));
        return tokens == uses.Count && amount == uses.Sum(use => use.Amount) && tokens <= pace.TokensPerDay && amount <= pace.AmountPerDay
            ? null
            : new Violation(
                Invariant.BudgetAddsUp,
                $"{day} has given {tokens} tokens of {pace.TokensPerDay} and {amount} of {pace.AmountPerDay}; issued or unknown are {uses.Count} for {uses.Sum(use => use.Amount)}.");
    }

    private long Given(string day, string what) => counters.GetValueOrDefault($"{Prefix}{day}/{what}");
}
