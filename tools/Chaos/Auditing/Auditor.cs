using Acp.Chaos.Platforms;
using Acp.Chaos.Provider;

namespace Acp.Chaos.Auditing;

/// <summary>Holds what agents saw, what the sessions say at the end and what the provider's ledger has against each other. Pure.</summary>
internal static class Auditor
{
    public static IReadOnlyList<Violation> Examine(
        IReadOnlyCollection<Story> stories, IReadOnlyCollection<Charge> charges, IReadOnlyCollection<Shelf> shelves)
    {
        var bySession = charges.Where(charge => charge.Session is not null).ToLookup(charge => charge.Session!, StringComparer.Ordinal);
        return
        [
            .. stories.SelectMany(story => Session(story, [.. bySession[story.Id]]).Select(it => new Violation(story.Id, it.Rule, it.How))),
            .. Strangers(stories, charges),
            .. SharedTokens(charges),
            .. shelves.SelectMany(shelf => Counted(stories, shelf)),
        ];
    }

    private static IEnumerable<(string Rule, string How)> Session(Story story, IReadOnlyList<Charge> charges) =>
    [
        .. story.Breaches.Select(breach => (breach.Key, breach.Value)),
        .. OfMoney(story, charges),
        .. OfTokens(story, charges),
        .. OfEnd(story),
    ];

    private static IEnumerable<(string Rule, string How)> OfMoney(Story story, IReadOnlyList<Charge> charges)
    {
        if (charges.Count > 1)
        {
            yield return ("charged twice", $"was charged {charges.Count} times: {string.Join(", ", charges.Select(charge => $"{charge.Amount} by {charge.Key}"))}");
        }

        var wrong = (story.Final, charges) switch
        {
            ({ IsCompleted: true, Total: > 0 and var total }, []) => ("not charged", $"is completed for {total}, but nothing was charged"),
            ({ IsCompleted: true, Total: { } total }, [var charge]) when charge.Amount != total => ("amount", $"is completed for {total}, but {charge.Amount} was charged"),
            ({ IsCompleted: false } final, [var charge, ..]) => ("charged for nothing", $"is {final.Status}, but {charge.Amount} was charged"),
            _ => default,
        };
        if (wrong != default)
        {
            yield return wrong;
        }
    }

    private static IEnumerable<(string Rule, string How)> OfTokens(Story story, IReadOnlyList<Charge> charges)
    {
        foreach (var charge in charges)
        {
            if (charge.Token is null || !story.Tokens.Contains(charge.Token))
            {
                yield return ("foreign token", $"was charged to {charge.Token ?? "no token"}, which nobody brought to it");
            }
            else if (charge.Token.Contains("decline", StringComparison.Ordinal))
            {
                yield return ("declined", $"was charged to {charge.Token}, which is always declined");
            }
        }
    }

    private static IEnumerable<(string Rule, string How)> OfEnd(Story story)
    {
        if (story.Final is not { } final)
        {
            yield return ("silent", "does not say what became of it");
            yield break;
        }

        if (final.Status is not ("completed" or "canceled" or "ready_for_payment" or "not_ready_for_payment"))
        {
            yield return ("stuck", $"is left {final.Status}");
        }

        if (story.CompletedAt is not null && story.WasCanceled)
        {
            yield return ("ends", "was told completed and canceled");
        }

        if (story.CompletedAt is not null && !final.IsCompleted)
        {
            yield return ("lost", $"was acknowledged with order {string.Join(", ", story.Orders)}, but is {final.Status}");
        }
        else if (final.IsCompleted && (final.Order is null || story.Orders.Any(order => order != final.Order)))
        {
            yield return ("order", $"has order {final.Order ?? "none"}, but was acknowledged with {string.Join(", ", story.Orders)}");
        }

        if (story.WasCanceled && !final.IsCanceled)
        {
            yield return ("not canceled", $"was acknowledged as canceled, but is {final.Status}");
        }

        if (story.Quantity is { } quantity && final.Quantity != quantity)
        {
            yield return ("update", $"has {final.Quantity} of its item, but {quantity} were acknowledged");
        }
    }

    private static IEnumerable<Violation> Strangers(IReadOnlyCollection<Story> stories, IReadOnlyCollection<Charge> charges)
    {
        var known = stories.Select(story => story.Id).ToHashSet(StringComparer.Ordinal);
        return charges.Where(charge => charge.Session is null || !known.Contains(charge.Session))
            .Select(charge => new Violation(charge.Session, "stranger", $"was charged {charge.Amount}, but no agent ever completed it"));
    }

    private static IEnumerable<Violation> SharedTokens(IReadOnlyCollection<Charge> charges) =>
        from charge in charges
        where charge.Token is not null
        group charge.Session by charge.Token into sessions
        where sessions.Distinct().Count() > 1
        select new Violation(null, "shared token", $"{sessions.Key} paid for {string.Join(" and ", sessions.Distinct())}");

    private static IEnumerable<Violation> Counted(IReadOnlyCollection<Story> stories, Shelf shelf)
    {
        var sold = stories.Where(story => story.Item == shelf.Item && story.Final is { IsCompleted: true }).Sum(story => story.Final!.Quantity ?? 0);
        if (sold + shelf.Left != shelf.Stock)
        {
            yield return new(null, "stock", $"of {shelf.Stock} {shelf.Item}, {sold} were sold and {shelf.Left} are left");
        }
    }
}
