using System.Text;
using Acp.Fakes;

namespace Acp.Simulation;

/// <summary>The provider and the wires to it: the fake's core, with what can happen to a request on its way there and back.</summary>
internal sealed class ProviderSide(World world)
{
    private static readonly TimeSpan LongestTravel = TimeSpan.FromMilliseconds(400);

    /// <summary>No network keeps a packet longer, nor does TCP.</summary>
    private static readonly TimeSpan LatestArrival = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan SenderGivesUp = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestExecution = TimeSpan.FromSeconds(60);

    private int read;
    private int charged;

    public FakeStripe Fake { get; } = new(world.Clock, Accounts.Options);

    /// <summary>One request of a process, and its reply if there is to be one.</summary>
    public async Task Travel(FakeRequest call, string? session, FaultKind? fault, TaskCompletionSource<FakeAnswer.Reply> reply)
    {
        if (fault == FaultKind.RequestLost)
        {
            Break(reply);
            return;
        }

        await world.Delay(fault == FaultKind.RequestLate ? world.Chance.Between(SenderGivesUp, LatestArrival) : Travels());
        var answer = (FakeAnswer.Reply)await Execute(call, session, fault);
        if (fault == FaultKind.ReplyLost)
        {
            Break(reply);
            return;
        }

        await world.Delay(Travels());
        reply.TrySetResult(fault == FaultKind.Garbage ? new FakeAnswer.Reply(200, answer.Headers, "<html>200 OK</html>"u8.ToArray()) : answer);
    }

    /// <summary>The shopper answers the issuer's challenge, or the bank comes to an end.</summary>
    public void Finish(string intent, string? session, bool succeeded)
    {
        world.Trace?.Say("bank", $"{intent} {(succeeded ? "succeeds" : "fails")}");
        Fake.Authenticate(intent, succeeded);
        ReadLedger(session);
    }

    /// <summary>The shopper answers the issuer's challenge of a token that was issued.</summary>
    public void FinishToken(string token, bool succeeded)
    {
        world.Trace?.Say("bank", $"{token} {(succeeded ? "is authenticated" : "is not authenticated")}");
        Fake.AuthenticateToken(token, succeeded);
        ReadLedger(caller: null);
    }

    /// <summary>A call of an agent or a person, which nothing befalls.</summary>
    public async ValueTask<FakeAnswer.Reply> Directly(string key, string path, string form)
    {
        var answer = await Fake.Handle(new FakeRequest("POST", path, "", Accounts.Headers(key), Encoding.UTF8.GetBytes(form)));
        ReadLedger(caller: null);
        return (FakeAnswer.Reply)answer;
    }

    /// <summary>What a bank or a shopper does, which no call of ours brings about.</summary>
    public T Bank<T>(Func<Bank, T> happens)
    {
        var happened = happens(Fake.Bank);
        ReadLedger(caller: null);
        return happened;
    }

    /// <summary>What a shopper's browser sends to a page of the provider's.</summary>
    public async ValueTask<FakeAnswer.Reply> OnPage(string path, string form)
    {
        var answer = await Fake.Handle(new FakeRequest("POST", path, "", Accounts.Headers(Accounts.SellerKey), Encoding.UTF8.GetBytes(form)));
        ReadLedger(caller: null);
        return (FakeAnswer.Reply)answer;
    }

    private async ValueTask<FakeAnswer> Execute(FakeRequest call, string? session, FaultKind? fault)
    {
        if (KindOf(fault) is { } kind)
        {
            Fake.Faults.Next(kind, StripeCall.Any, delay: fault == FaultKind.Slow ? world.Chance.UpTo(LongestExecution) : default);
        }

        var handling = Fake.Handle(call);
        ReadLedger(session);
        var answer = await handling;
        ReadLedger(session);
        return answer;
    }

    // What the provider did since it was last looked at. A call that was refused on arrival may linger long after.
    private void ReadLedger(string? caller)
    {
        var ledger = Fake.Ledger;
        for (; read < ledger.Count; read++)
        {
            Tell(ledger[read]);
            world.Auditor.Executed(ledger[read], caller);
            React(ledger[read]);
        }

        for (var charges = Fake.Charges; charged < charges.Count; charged++)
        {
            world.Auditor.Charged(charges[charged]);
        }

        while (Fake.Deliveries.TryTake(out var told))
        {
            if (told.Session is { } session)
            {
                world.Auditor.Happened(session, told);
            }

            if (TokenTold.Read(told) is { } token)
            {
                Happened(token);
            }

            world.Notices.Happened(told);
        }
    }

    private void Happened(TokenTold token)
    {
        var isNew = token.IsIssued && !world.Auditor.Knows(token.Id);
        world.Auditor.Happened(token);
        if (isNew)
        {
            world.Fates.Begin(
                token.Id,
                token.ExpiresAt!.Value,
                merchantIsUs: token.Seller == Accounts.SellerProfile,
                mustAuthenticate: token.Type == EventTypes.IssuedRequiresAction);
        }
    }

    private void React(LedgerEntry entry)
    {
        if (entry is { Replayed: false, Call: StripeCall.Refund, RefundId: { } refund })
        {
            world.Aftermath.Meets(refund, entry.Outcome);
        }

        if (entry is { Replayed: false, IntentId: { } intent, Session: { } session } && ChangesAnIntent(entry))
        {
            world.Shopper.Meets(intent, session, entry.Outcome);
        }
    }

    private static bool ChangesAnIntent(LedgerEntry entry) =>
        entry.Call is StripeCall.Charge or StripeCall.CancelIntent or StripeCall.Authenticate or StripeCall.PayOnPage && entry.Outcome != "payment_intent_unexpected_state";

    private void Tell(LedgerEntry entry) => world.Trace?.Say(
        "provider",
        $"{entry.Method} {entry.Path}: {entry.Status} {entry.Outcome}{(entry.Replayed ? " (replayed)" : "")}{(entry.Charged > 0 ? $" — {entry.Charged} charged" : "")}{(entry.Refunded != 0 ? $" — {entry.Refunded} refunded" : "")}");

    // Either the connection breaks at once, or nothing is heard until the caller gives up.
    private void Break(TaskCompletionSource<FakeAnswer.Reply> reply)
    {
        if (world.Chance.OneIn(2))
        {
            reply.TrySetException(new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke."));
        }
    }

    private TimeSpan Travels() => world.Chance.OneIn(3) ? world.Chance.UpTo(LongestTravel) : TimeSpan.Zero;

    /// <returns>Null where it befalls the call on its way, not at the provider.</returns>
    private static Fakes.FaultKind? KindOf(FaultKind? fault) => fault switch
    {
        FaultKind.Executed500 => Fakes.FaultKind.CommitThen500,
        FaultKind.Failed500 => Fakes.FaultKind.Fail500,
        FaultKind.Status409 => Fakes.FaultKind.Reply409,
        FaultKind.Status429 => Fakes.FaultKind.Reply429,
        FaultKind.Slow => Fakes.FaultKind.Slow,
        _ => null,
    };
}
