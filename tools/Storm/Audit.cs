namespace Acp.Storm;

/// <summary>Holds a session against the provider's ledger.</summary>
internal static class Audit
{
    public static void Hold(Target target, IReadOnlyList<long> charges)
    {
        target.Charges = charges;
        if (charges.Count > 1)
        {
            target.Breaks("charges", $"was charged {charges.Count} times: {string.Join(", ", charges.Take(5))}");
        }

        var wrong = (target.Final, charges) switch
        {
            ({ IsCompleted: true, Total: > 0 and var total }, []) => $"is completed for {total}, but nothing was charged",
            ({ IsCompleted: true, Total: { } total }, [var charge]) when charge != total => $"is completed for {total}, but {charge} was charged",
            ({ IsCanceled: true }, [var charge]) => $"is canceled, but {charge} was charged",
            _ => null,
        };
        if (wrong is not null)
        {
            target.Breaks("amount", wrong);
        }
    }
}
