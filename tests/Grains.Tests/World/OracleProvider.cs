using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Acp.Payments;

namespace Acp.Tests;

/// <summary>What the network or the processor does to one call.</summary>
public enum Fault
{
    None,

    /// <summary>The request never arrives.</summary>
    RequestLost,

    /// <summary>The request is carried out; its answer never arrives.</summary>
    ReplyLost,

    /// <summary>Carried out; what it answers, now and at every repeat, is a failure of its own.</summary>
    FailureKept,

    /// <summary>The processor's limiter refuses it before anything is executed.</summary>
    Throttled,

    /// <summary>The processor finds the token unusable before anything is executed.</summary>
    Rejected,
}

/// <summary>
/// A processor that deduplicates by key, as Stripe does, and knows what really happened. Tokens tell what they do:
/// <c>decline</c> declines, <c>3ds</c> waits for the shopper, anything else succeeds once.
/// </summary>
internal sealed class OracleProvider(TimeProvider clock) : IPaymentProvider
{
    /// <summary>The only cryptogram that the issuer believes.</summary>
    public const string Convincing = "AAABBWFlmQAAAABjRWWZEEFgFz8=";

    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Body, ChargeAnswer Answer, DateTimeOffset At)> executed = [];
    private readonly Dictionary<string, IntentRecord> intents = [];
    private readonly HashSet<string> spent = [];
    private readonly HashSet<string> revoked = [];

    /// <summary>Taken in order, one a call to charge; none means no fault.</summary>
    public ConcurrentQueue<Fault> Faults { get; } = new();

    /// <summary>How far this clock is behind that of the processes.</summary>
    public TimeSpan Behind { get; set; }

    public bool TellsTime { get; set; } = true;

    /// <summary>While set, charges wait here after they arrived and before they are carried out.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>Runs as a call to charge, or to look a token up, arrives; it may take its time or throw.</summary>
    public Func<string, Task>? OnCharge { get; set; }

    public Func<string, Task>? OnTokenLookUp { get; set; }

    /// <summary>Released for each charge that arrives.</summary>
    public SemaphoreSlim Arrived { get; } = new(0);

    public ConcurrentQueue<(string Key, string Body)> Sends { get; } = new();

    public ConcurrentQueue<string> LookUps { get; } = new();

    /// <summary>What is known of tokens; others have no limit.</summary>
    public ConcurrentDictionary<string, TokenLookup> Tokens { get; } = new();

    /// <summary>Of tokens that an issuing account knows of; null where it does not.</summary>
    public Func<string, TokenFacts?> FactsOfIssued { get; set; } = _ => null;

    public bool LookUpsFail { get; set; }

    public bool SearchesFail { get; set; }

    public bool CancelsFail { get; set; }

    /// <summary>While set, cancels are carried out and their answer never arrives.</summary>
    public bool CancelRepliesAreLost { get; set; }

    /// <summary>Runs as a cancel arrives; it may take its time or throw.</summary>
    public Func<string, Task>? OnCancel { get; set; }

    /// <summary>Runs when an intent was canceled, before the caller hears of it.</summary>
    public Func<string, Task>? OnCanceled { get; set; }

    /// <summary>Runs as a look-up of an intent arrives.</summary>
    public Func<Task>? OnIntentLookUp { get; set; }

    public bool IntentLookUpsFail { get; set; }

    /// <summary>Runs as a search for a charge arrives; null where it finds none that a page made.</summary>
    public Func<Task<ChargeFinding?>> OnSearch { get; set; } = () => Task.FromResult<ChargeFinding?>(null);

    /// <summary>Of intents that a page made; null where it did not.</summary>
    public Func<string, ChargeAnswer?> AnswerOfPage { get; set; } = _ => null;

    /// <summary>Each movement of money: provider key and minor units.</summary>
    public ConcurrentQueue<(string Key, long Amount, string Token)> Money { get; } = new();

    public FrozenRequest Freeze(ChargeOrder order) => new(
        "POST /charge",
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{order.Session}|{order.Attempt}|{order.Amount}|{order.Currency}|{order.Token}|{order.Proof?.Cryptogram}")),
        "v1",
        "acct");

    public string ReservationId(string token, string session, int attempt) =>
        token.StartsWith("tok_", StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{token}~{session}~{attempt}") : token;

    public async ValueTask<TokenLookup> LookUpToken(string token)
    {
        LookUps.Enqueue(token);
        await (OnTokenLookUp?.Invoke(token) ?? Task.CompletedTask);
        if (LookUpsFail)
        {
            return new TokenLookup.NotAnswered();
        }

        if (FactsOfIssued(token) is { } issued)
        {
            return new TokenLookup.Found(issued);
        }

        lock (gate)
        {
            TokenDeactivation? dead = spent.Contains(token) ? TokenDeactivation.Consumed : revoked.Contains(token) ? TokenDeactivation.Revoked : null;
            return Tokens.GetValueOrDefault(token) ?? new TokenLookup.Found(new TokenFacts(null, null, null, dead));
        }
    }

    public async ValueTask<ChargeAnswer> Charge(string providerKey, FrozenRequest request, DateTimeOffset notAfter)
    {
        if (clock.GetUtcNow() >= notAfter)
        {
            return new ChargeAnswer.NotExecuted();
        }

        var body = Encoding.UTF8.GetString(request.Body.Span);
        Sends.Enqueue((providerKey, body));
        Arrived.Release();
        await (OnCharge?.Invoke(providerKey) ?? Task.CompletedTask);
        if (Hold is { } hold)
        {
            await hold.Task;
        }

        return (Faults.TryDequeue(out var fault) ? fault : Fault.None) switch
        {
            Fault.RequestLost => new ChargeAnswer.Unknown("broken connection"),
            Fault.Throttled => new ChargeAnswer.NotExecuted(),
            Fault.Rejected => new ChargeAnswer.Rejected("The token cannot be used."),
            Fault.FailureKept => Lose(Execute(providerKey, body)) with { MayRepeat = false },
            Fault.ReplyLost => Lose(Execute(providerKey, body)),
            _ => Execute(providerKey, body),
        };
    }

    public async ValueTask<ChargeFinding> FindCharge(ChargeTrace trace)
    {
        if (await OnSearch() is { } onPage && (onPage as ChargeFinding.Found)?.IntentId is var known && !trace.PassedOver.Contains(known))
        {
            return onPage;
        }

        var token = await LookUpToken(trace.Token);
        if (SearchesFail || token is TokenLookup.NotAnswered)
        {
            return new ChargeFinding.NotAnswered();
        }

        lock (gate)
        {
            var ours = intents.Where(entry => entry.Value.Session == trace.Session && !trace.PassedOver.Contains(entry.Key)
                && (trace.Attempt is not { } number || entry.Value.Key.EndsWith($":{number}", StringComparison.Ordinal)));
            var best = ours.OrderBy(entry => entry.Value.State).FirstOrDefault();
            return best.Value is { } found
                ? new ChargeFinding.Found(best.Key, found.Answer(best.Key), int.Parse(found.Key.Split(':')[2], CultureInfo.InvariantCulture), found.Amount, "usd")
                : new ChargeFinding.NoneOfOurs((token as TokenLookup.Found)?.Facts, TellsTime ? clock.GetUtcNow() - Behind : null);
        }
    }

    public async ValueTask<ChargeAnswer> LookUpIntent(string intentId)
    {
        await (OnIntentLookUp?.Invoke() ?? Task.CompletedTask);
        if (AnswerOfPage(intentId) is { } onPage)
        {
            return IntentLookUpsFail ? new ChargeAnswer.Unknown("404") : onPage;
        }

        lock (gate)
        {
            return intents.TryGetValue(intentId, out var intent) && !IntentLookUpsFail ? intent.Answer(intentId) : new ChargeAnswer.Unknown("404");
        }
    }

    public async ValueTask<ChargeAnswer> CancelIntent(string intentId)
    {
        await (OnCancel?.Invoke(intentId) ?? Task.CompletedTask);
        if (CancelsFail || AnswerOfPage(intentId) is not null)
        {
            return new ChargeAnswer.Unknown("timeout");
        }

        lock (gate)
        {
            if (intents[intentId].State is not (IntentState.Waiting or IntentState.Failed or IntentState.Declined))
            {
                return new ChargeAnswer.Rejected("It cannot be canceled in this state.");
            }

            intents[intentId] = intents[intentId] with { State = IntentState.Canceled };
        }

        await (OnCanceled?.Invoke(intentId) ?? Task.CompletedTask);
        return CancelRepliesAreLost ? new ChargeAnswer.Unknown("lost") : new ChargeAnswer.Canceled();
    }

    /// <summary>No new charge begins with the token; one that was made stands.</summary>
    public void Revoke(string token)
    {
        lock (gate)
        {
            if (!spent.Contains(token))
            {
                revoked.Add(token);
            }
        }
    }

    /// <summary>As another account would: it knows nothing.</summary>
    public void Forget()
    {
        lock (gate)
        {
            intents.Clear();
        }
    }

    public bool IsWaiting(string session)
    {
        lock (gate)
        {
            return intents.Values.Any(intent => intent.Session == session && intent.State == IntentState.Waiting);
        }
    }

    /// <summary>The shopper answers the issuer's challenge.</summary>
    public void Authenticate(string session, bool succeeds)
    {
        lock (gate)
        {
            var (id, intent) = intents.Single(entry => entry.Value.Session == session && entry.Value.State == IntentState.Waiting);
            intents[id] = intent with { State = succeeds ? IntentState.Succeeded : IntentState.Failed };
            if (succeeds)
            {
                Take(intent);
            }
        }
    }

    /// <summary>The shopper tries once more on an intent whose authentication failed: it needs a payment method, and takes one.</summary>
    /// <returns>Whether money moved.</returns>
    public bool ConfirmAgain(string session)
    {
        lock (gate)
        {
            var (id, intent) = intents.FirstOrDefault(entry => entry.Value.Session == session && entry.Value.State == IntentState.Failed);
            if (intent is null)
            {
                return false;
            }

            intents[id] = intent with { State = IntentState.Succeeded };
            Take(intent);
            return true;
        }
    }

    /// <summary>Whether a request under that key was carried out, and is not forgotten yet.</summary>
    public bool Remembers(string key)
    {
        lock (gate)
        {
            return executed.TryGetValue(key, out var before) && clock.GetUtcNow() - before.At < TimeSpan.FromHours(24);
        }
    }

    private static ChargeAnswer.Unknown Lose(ChargeAnswer answer) => new($"lost {answer.GetType().Name}");

    private ChargeAnswer Execute(string key, string body)
    {
        lock (gate)
        {
            // Stripe may forget keys after 24 h; then the same key is a new request.
            if (executed.TryGetValue(key, out var before) && clock.GetUtcNow() - before.At < TimeSpan.FromHours(24))
            {
                // The answer of then, whatever became of the intent since.
                return before.Body == body ? before.Answer : new ChargeAnswer.Unknown("idempotency_error");
            }

            var parts = body.Split('|');
            var intent = new IntentRecord(key, parts[0], long.Parse(parts[2], CultureInfo.InvariantCulture), parts[4], StateFor(parts[4], parts[5]));
            if (spent.Contains(intent.Token) || revoked.Contains(intent.Token) || FactsOfIssued(intent.Token) is { Deactivation: not null })
            {
                return new ChargeAnswer.Rejected("The token is in a deactivated state."); // Validation: not kept under the key.
            }

            var id = $"pi_{intents.Count + 1}";
            intents[id] = intent;
            executed[key] = (body, intent.Answer(id), clock.GetUtcNow());
            if (intent.State == IntentState.Succeeded)
            {
                Take(intent);
            }

            return intent.Answer(id);
        }
    }

    private void Take(IntentRecord intent)
    {
        Money.Enqueue((intent.Key, intent.Amount, intent.Token));
        if (!intent.Token.StartsWith("tok_", StringComparison.Ordinal))
        {
            spent.Add(intent.Token);
        }
    }

    private static IntentState StateFor(string token, string cryptogram) =>
        token.Contains("decline", StringComparison.Ordinal) ? IntentState.Declined
        : token.Contains("3ds", StringComparison.Ordinal) && cryptogram != Convincing ? IntentState.Waiting
        : IntentState.Succeeded;

    private enum IntentState
    {
        Succeeded,
        Waiting,
        Declined,
        Failed,
        Canceled,
    }

    private sealed record IntentRecord(string Key, string Session, long Amount, string Token, IntentState State)
    {
        public ChargeAnswer Answer(string id) => State switch
        {
            IntentState.Succeeded => new ChargeAnswer.Succeeded(id),
            IntentState.Declined or IntentState.Failed => new ChargeAnswer.Declined("The card was declined."),
            IntentState.Waiting => new ChargeAnswer.MustAuthenticate(id),
            _ => new ChargeAnswer.Canceled(),
        };
    }
}
