using System.Globalization;
using System.Text;
using Acp.Fakes;

namespace Acp.Simulation;

/// <summary>What leaves for the provider, and what it does.</summary>
internal sealed partial class Auditor
{
    /// <summary>A charge leaves a process.</summary>
    public void Sent(SimProcess process, string key, ReadOnlyMemory<byte> body)
    {
        var form = Encoding.UTF8.GetString(body.Span);
        if (key != $"acp:{Field(form, "metadata[acp_session]")}:{Field(form, "metadata[charge_attempt]")}")
        {
            Report(Invariant.ProviderKeysAreOurs, $"{process.Name} sent under {key}.");
        }

        Report(Sends(key).Send(process.Name, key, body.Span, world.Scheduler.Now));
    }

    /// <summary>The issue of a token leaves a process.</summary>
    public void SentIssue(SimProcess process, string key, ReadOnlyMemory<byte> body)
    {
        var form = Uri.UnescapeDataString(Encoding.UTF8.GetString(body.Span));
        if (!key.StartsWith($"acp:{Field(form, "shared_metadata[acp_issue]")}:", StringComparison.Ordinal) || key.Count(':'.Equals) != 2)
        {
            Report(Invariant.ProviderKeysAreOurs, $"{process.Name} sent under {key}.");
        }

        Report(Sends(key).Send(process.Name, key, body.Span, world.Scheduler.Now));
    }

    /// <summary>The provider treated a call.</summary>
    /// <param name="caller">The session that made it, where it does not say so itself.</param>
    public void Executed(LedgerEntry entry, string? caller)
    {
        MarkTokens(entry, caller);
        Refunded(entry);
        if (entry is { Replayed: false, IdempotencyKey: { } key, Status: not (409 or 429) })
        {
            Sends(key).KeptSince = world.Scheduler.Now;
        }

        if (entry is { Replayed: false, IntentId: { } intent, Session: { } session, RefundId: null })
        {
            intents[intent] = (session, IsAlive(entry.Outcome, intent));
        }
    }

    /// <summary>Money moved, by a call or because somebody authenticated.</summary>
    public void Charged(FakeCharge charge)
    {
        if (charge.Token is { } used)
        {
            stories.Add(used, Stories.Used, world.Scheduler.Now);
        }

        if (charge.Session is { } session)
        {
            Charged(session, charge);
        }
        else if (!chargedTokens.Add(charge.Token!))
        {
            Report(Invariant.TokenUsedAtMostOnce, $"{charge.Token} was charged again, elsewhere.");
        }
        else
        {
            usedElsewhere.Add(charge.Token!);
        }
    }

    /// <summary>An intent is where the event says.</summary>
    public void Happened(string session, FakeEvent told)
    {
        if (told.Type.StartsWith("payment_intent.", StringComparison.Ordinal))
        {
            intents[told.ObjectId] = (session, told.Type is EventTypes.RequiresAction or EventTypes.Processing);
        }
    }

    private void Charged(string session, FakeCharge charge)
    {
        var charges = world.Provider.Fake.ChargesOf(session);
        var book = sessions.GetValueOrDefault(session);
        if (charges.Count > 1)
        {
            Report(Invariant.ChargedAtMostOnce, $"{session} was charged {charges.Count} times.");
        }
        else if (charge.Token is { } token && !chargedTokens.Add(token))
        {
            Report(Invariant.TokenUsedAtMostOnce, $"{token} was charged again, for {session}.");
        }
        else if (book is not { IsOpen: true } || !IsOf(book.Attempt!, charge))
        {
            Report(
                book is { Payment: "closed" } ? Invariant.CanceledKeepsNothing : Invariant.NoNewNumberWhileOpen,
                $"{charge.IdempotencyKey} was charged while its record says {book?.Payment ?? "nothing"} {book?.Attempt}.");
        }
    }

    // What is paid on a page is no call of ours: its metadata tell whose it is.
    private static bool IsOf(AttemptBook attempt, FakeCharge charge) => charge.Token is null
        ? attempt.IsPage && charge.Attempt == attempt.Number.ToString(CultureInfo.InvariantCulture)
        : !attempt.IsPage && charge.IdempotencyKey == attempt.KeyIn(charge.Session!);

    private void MarkTokens(LedgerEntry entry, string? caller)
    {
        if ((entry.Session ?? caller) is { } session && entry.Token is { } token && world.Wallet.Find(token) is { } card)
        {
            if (card.IsRevoked)
            {
                world.Marks.Meet(session, FaultKind.TokenRevoked);
            }

            if (card.ExpiresAt <= world.Scheduler.Now)
            {
                world.Marks.Meet(session, FaultKind.TokenExpired);
            }
        }
    }

    // An intent whose refused call shows it in passing stays as it was.
    private bool IsAlive(string outcome, string intent) => outcome switch
    {
        "requires_action" or "processing" => true,
        "payment_intent_unexpected_state" => intents.GetValueOrDefault(intent).IsAlive,
        _ => false,
    };

    private static string Field(string form, string name)
    {
        var at = form.IndexOf(name + "=", StringComparison.Ordinal);
        return at < 0 ? "" : form[(at + name.Length + 1)..].Split('&')[0];
    }
}
