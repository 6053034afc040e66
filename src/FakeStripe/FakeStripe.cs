using System.Collections.Immutable;
using System.Text;

namespace Acp.Fakes;

/// <summary>
/// Stripe's API as far as the product calls it: stateful, deterministic, with Stripe's own idempotency, a ledger of
/// every call, and faults on demand. It knows no transport; see <see cref="FakeStripeHandler"/> and tools/FakeStripe.
/// </summary>
public sealed class FakeStripe : IDisposable
{
    private readonly Lock gate = new();
    private readonly Accounts accounts;
    private readonly EventLog events;
    private readonly StripeState state;
    private readonly Idempotency idempotency = new();
    private readonly Replies replies = new();
    private readonly Ledger ledger;
    private readonly TimeProvider clock;
    private readonly Journal? journal;
    private ImmutableHashSet<string> endedKeys = [];
    private long latencyTicks;

    /// <exception cref="InvalidDataException">The journal cannot be read.</exception>
    public FakeStripe(TimeProvider clock, FakeStripeOptions? options = null)
    {
        options ??= new();
        this.clock = clock;
        accounts = new(options);
        ledger = new Ledger(options.LedgerLimit);
        Deliveries = new Deliveries(options.EventLimit);
        events = new EventLog(options, Deliveries);
        Bank = new Bank(this);
        state = new StripeState(events, accounts, options.PagesAt);
        Latency = options.Latency;
        if (options.JournalPath is { } path)
        {
            (journal, var lines) = Journal.Open(path);
            foreach (var line in lines)
            {
                Apply(line.ToCall(accounts), line.At);
            }
        }

        events.Delivers = true;
    }

    public FaultScript Faults { get; } = new();

    /// <summary>The account that charges.</summary>
    public string Seller => accounts.Seller.Id;

    /// <summary>The account that issues tokens.</summary>
    public string Issuer => accounts.Issuer;

    /// <summary>What banks and shoppers do with payments that were made.</summary>
    public Bank Bank { get; }

    /// <summary>What is set up in Stripe's dashboard.</summary>
    public Dashboard Dashboard => state.Dashboard;

    /// <summary>The events of this process that wait to be sent. Those from before a restart are listed only.</summary>
    public Deliveries Deliveries { get; }

    /// <summary>The newest events, oldest first. An expiry is seen at the next call after it.</summary>
    public IReadOnlyList<FakeEvent> Events
    {
        get
        {
            lock (gate)
            {
                return events.Newest;
            }
        }
    }

    /// <summary>How long every call takes, by the fake's clock.</summary>
    public TimeSpan Latency
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref latencyTicks));
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            Interlocked.Exchange(ref latencyTicks, value.Ticks);
        }
    }

    /// <summary>Where browsers reach the hosted pages, without a slash at its end.</summary>
    public string PagesAt
    {
        get => state.PagesAt;
        set => state.PagesAt = value;
    }

    /// <summary>The newest calls of this process, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Ledger
    {
        get
        {
            lock (gate)
            {
                return ledger.Snapshot();
            }
        }
    }

    /// <summary>All money that moved.</summary>
    public IReadOnlyList<FakeCharge> Charges => Read<IReadOnlyList<FakeCharge>>(it => [.. it.Charges]);

    /// <summary>Minor units, over all currencies.</summary>
    public long TotalCharged => Read(it => it.TotalCharged);

    /// <returns>Null where there is no such event, or no longer.</returns>
    public FakeEvent? FindEvent(string id)
    {
        lock (gate)
        {
            return events.Find(id);
        }
    }

    /// <param name="session">The metadata <c>acp_session</c>.</param>
    public IReadOnlyList<FakeCharge> ChargesOf(string session) => Read<IReadOnlyList<FakeCharge>>(it => [.. it.ChargesOf(session)]);

    /// <summary>As the last step of rolling a key: from now on calls with it are refused.</summary>
    public void EndKey(string key) => ImmutableInterlocked.Update(ref endedKeys, (keys, ended) => keys.Add(ended), key);

    /// <summary>Ends the shopper's authentication, or the processing, of an intent.</summary>
    /// <returns>False where the intent is unknown or does not wait.</returns>
    public bool Authenticate(string intentId, bool succeeded) => Authenticate("payment_intents", intentId, succeeded);

    /// <summary>Ends the shopper's authentication of an issued token.</summary>
    /// <returns>False where the token is unknown or does not wait.</returns>
    public bool AuthenticateToken(string token, bool succeeded) => Authenticate("issued_tokens", token, succeeded);

    /// <summary>
    /// Treats one call. It is not cut short when the caller goes away, because at Stripe nothing is: give up waiting instead.
    /// </summary>
    public async ValueTask<FakeAnswer> Handle(FakeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Control.IsMeant(request))
        {
            return await Control.Handle(this, request, () => Execute(new Call(request, clock.GetUtcNow(), accounts.Seller)));
        }

        var by = accounts.Of(request);
        var call = new Call(request, clock.GetUtcNow(), by ?? accounts.Seller);
        if (call.Kind is StripeCall.LookAtPage or StripeCall.PayOnPage)
        {
            return Replies.OfPage(Execute(call with { Key = null }));
        }

        var fault = Faults.Take(call.Kind);
        if (fault is { Kind: FaultKind.Late })
        {
            await Task.Delay(fault.Delay, clock);
        }

        call = call with { At = clock.GetUtcNow(), Fault = fault?.Kind };
        if (fault is { Kind: FaultKind.LoseRequest })
        {
            Record(call, new Outcome(0, [], "lost"), replayed: false);
            return new FakeAnswer.Broken();
        }

        var (outcome, replayed) = Admit(call, by is null) is { } early ? early : (null, false);
        await Linger(fault);
        outcome ??= Execute(call);
        if (fault is { Kind: FaultKind.HoldAfterExecution })
        {
            await fault.Hold!.Wait();
        }

        return fault is { Kind: FaultKind.LoseReply } ? new FakeAnswer.Broken() : replies.Of(call, outcome, replayed);
    }

    public void Dispose() => journal?.Dispose();

    private bool Authenticate(string kind, string id, bool succeeded) =>
        Happen($"{kind}/{Uri.EscapeDataString(id)}/authenticate", succeeded ? "outcome=succeeded" : "outcome=failed").Status == 200;

    internal T Read<T>(Func<StripeState, T> read)
    {
        lock (gate)
        {
            return read(state);
        }
    }

    internal Outcome Happen(string path, string form)
    {
        var request = new FakeRequest("POST", $"/_fake/{path}", "", ImmutableDictionary<string, string>.Empty, Encoding.UTF8.GetBytes(form));
        return Execute(new Call(request, clock.GetUtcNow(), accounts.Seller));
    }

    private async ValueTask Linger(Fault? fault)
    {
        var takes = Latency + (fault is { Kind: FaultKind.Slow } ? fault.Delay : TimeSpan.Zero);
        if (takes > TimeSpan.Zero)
        {
            await Task.Delay(takes, clock);
        }

        if (fault is { Kind: FaultKind.HoldBeforeExecution })
        {
            await fault.Hold!.Wait();
        }
    }

    /// <returns>Null where the call is to be executed; its key is in flight from now on.</returns>
    private (Outcome? Outcome, bool Replayed)? Admit(Call call, bool isBarred)
    {
        var refusal = Access.Refusal(call.Request, endedKeys) ?? (isBarred ? Errors.NoAccess() : null) ?? Dashboard.Refusal(call.Request, call.Kind) ?? call.Fault switch
        {
            FaultKind.Reply429 => Errors.TooMany(),
            FaultKind.Reply409 => Errors.KeyInUse(),
            _ => null,
        };
        lock (gate)
        {
            var admitted = refusal is null && call.ScopedKey is { } key
                ? idempotency.Admit(key, call.Fingerprint, call.At)
                : (Verdict: Idempotency.Verdict.New, Kept: null);
            refusal ??= admitted.Verdict switch
            {
                Idempotency.Verdict.InFlight => Errors.KeyInUse(),
                Idempotency.Verdict.OtherRequest => Errors.KeyReused(),
                Idempotency.Verdict.Replay => admitted.Kept,
                _ => null,
            };
            if (refusal is null)
            {
                return null;
            }

            var replayed = admitted.Verdict is Idempotency.Verdict.Replay;
            Record(call, replayed ? refusal with { Charged = 0, Refunded = 0 } : refusal, replayed);
            return (refusal, replayed);
        }
    }

    private Outcome Execute(Call call)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var outcome = Apply(call, now);
            if (outcome.Executed && call.Request.Method == "POST")
            {
                journal?.Append(Journal.Line.Of(call, now, accounts));
            }

            Record(call, outcome, replayed: false);
            return outcome;
        }
    }

    private Outcome Apply(Call call, DateTimeOffset now)
    {
        var outcome = call.Fault is FaultKind.Fail500
            ? Errors.Internal()
            : state.Execute(call, now);
        if (call.Fault is FaultKind.CommitThen500 && outcome.Executed)
        {
            var error = Errors.Internal();
            outcome = outcome with { Status = error.Status, Body = error.Body };
        }

        switch (call.ScopedKey)
        {
            case { } key when outcome.Executed:
                idempotency.Keep(key, call.Fingerprint, outcome, now);
                break;
            case { } key:
                idempotency.Release(key);
                break;
        }

        return outcome;
    }

    private void Record(Call call, Outcome outcome, bool replayed)
    {
        lock (gate)
        {
            ledger.Add(LedgerEntry.Of(call, outcome, replayed));
        }
    }
}
