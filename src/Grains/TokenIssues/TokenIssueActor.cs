using Acp.CheckoutSessions;
using Acp.Merchants;
using Acp.Payments;
using Acp.SharedPaymentTokens;
using Acp.Store;
using Microsoft.Extensions.Logging;

namespace Acp.TokenIssues;

/// <summary>
/// One wish to have a token issued, free of any engine: commit the intent, send, commit the outcome. What is not known is
/// sent again under the same key until it is, or until the provider may have forgotten the key.
/// </summary>
/// <param name="tokens">Finds the token that was issued.</param>
public partial class TokenIssueActor(string id, TokenPorts ports, Func<string, ISharedPaymentToken> tokens) : ITokenIssue
{
    private const int MaxRaces = 16;
    private const string Clock = "clock";
    private const string Provider = "provider";

    private readonly ILogger log = ports.Log;
    private readonly IssueBook book = new(id, ports);
    private readonly Once once = new(ports.Store);

    public ValueTask<Answer> Issue(Call call, IssueToken request)
    {
        if (call.ReplyKey is not { } key)
        {
            throw new ArgumentException("An issue needs an idempotency key.", nameof(call));
        }

        var deadline = ports.Now + ports.Options.IssueBudget;
        return once.Run(call, () => once.WorkOrReplay(call, async () =>
        {
            // Together, each time: a closed issue whose reply is not looked for after it would be issued once more.
            var (issue, kept) = await book.LoadWithReply(key);
            return Once.Replay(call, kept) ?? await Work(issue, call, request, deadline);
        }));
    }

    public async ValueTask Wake()
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            if (await DoWhatIsDue(await book.Load()))
            {
                return;
            }
        }
    }

    public async ValueTask<Heard> LookAgain(string token)
    {
        switch (await ports.Issuer.LookUpIssued(token))
        {
            case IssuedLookup.NotAnswered:
                return Heard.NotYet;
            case IssuedLookup.Found { Token: var found } when found.Issue == id:
                return await Hear(found);
            default:
                return Heard.NobodyKnows;
        }
    }

    /// <returns>Null where another writer won: start anew.</returns>
    private async ValueTask<Answer?> Work(Snapshot<TokenIssue> issue, Call call, IssueToken request, DateTimeOffset deadline)
    {
        switch (issue.State?.State)
        {
            case IssueState.Pending { Current.Call.Fingerprint: var fingerprint } when fingerprint != call.Once!.Fingerprint:
                return new Answer.KeyReused();
            case IssueState.Pending { Current: var attempt } when !IssueDecider.MaySend(attempt, ports.Now):
                await GiveUp(issue, attempt, call.Actor);
                return null; // From here on it is a new one.
            case IssueState.Pending:
                return await book.Permit(issue, call.Actor) is { } permitted ? await Send(permitted, call.Actor, deadline) : null;
            default:
                return await Begin(issue, call, request, deadline);
        }
    }

    private async ValueTask<Answer?> Begin(Snapshot<TokenIssue> issue, Call call, IssueToken request, DateTimeOffset deadline)
    {
        if (!ports.Issuer.IsConfigured)
        {
            return new Answer.IssuingNotConfigured();
        }

        var policy = ports.Policies.Of(call.Caller.Platform);
        var merchant = (await ports.Store.LoadSnapshot<Merchant>(Merchant.KeyOf(request.Merchant))).State;
        if (IssueDecider.Refuse(request, policy, merchant, ports.Options) is { } refusal)
        {
            return await book.Refuse(issue, call, refusal);
        }

        var number = (issue.State?.State.LastNumber ?? 0) + 1;
        var attempt = Attempts.New(id, number, call, request, policy!, merchant!, ports);
        return await book.Begin(issue, call, attempt) switch
        {
            Verdict.Committed => await Send(attempt, call.Actor, deadline),
            Verdict.CounterShort s => await book.Refuse(issue, call, IssueDecider.RefuseBudget(attempt.Budget, s.Name)),
            _ => null,
        };
    }

    /// <param name="attempt">Its next send is committed.</param>
    /// <returns>Null where somebody else settled it.</returns>
    private async ValueTask<Answer?> Send(IssueAttempt attempt, string actor, DateTimeOffset deadline)
    {
        var sending = new IssueSending(book, ports, actor);
        return await sending.UntilSettled(attempt, deadline) switch
        {
            IssueSettled.By by => by.Answer,
            IssueSettled.Superseded => null,
            _ => new Answer.IssueOutcomeUnknown(),
        };
    }

    /// <returns>False where another writer won.</returns>
    private async ValueTask<bool> DoWhatIsDue(Snapshot<TokenIssue> issue)
    {
        var now = ports.Now;
        switch (issue.State?.State)
        {
            case IssueState.Pending { Current: var attempt } when once.IsBusy || now < attempt.NewestSendAt + ports.Options.SettleAfter:
                await book.WakeAt(IssueDecider.NextTry(attempt, now, ports.Options)); // Its caller is still at it.
                return true;
            case IssueState.Pending { Current: var attempt } when !IssueDecider.MaySend(attempt, now):
                return await GiveUp(issue, attempt, Clock);
            case IssueState.Pending:
                return await book.Permit(issue, Clock) is { } permitted && await SendOnce(permitted);
            case not null:
                await book.WakeAt(null);
                return true;
            default:
                return true;
        }
    }

    // What the provider repeats under the key is its answer of then: the token may have been used since.
    private async ValueTask<bool> SendOnce(IssueAttempt attempt)
    {
        if (await new IssueSending(book, ports, Clock).UntilSettled(attempt, deadline: ports.Now) is IssueSettled.By { Token: { } token })
        {
            await tokens(token).LookAgain();
        }

        return true;
    }

    private async ValueTask<bool> GiveUp(Snapshot<TokenIssue> issue, IssueAttempt attempt, string actor)
    {
        var closed = await book.GiveUp(issue, actor);
        if (closed)
        {
            LogGivenUp(id, attempt.Number);
        }

        return closed;
    }

    private async ValueTask<Heard> Hear(IssuedFacts found)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            switch ((await book.Load()).State)
            {
                case null or { State.Attempt: null }:
                    return Heard.NobodyKnows;
                case { State: IssueState.Pending or IssueState.Abandoned, State.Attempt: { } attempt } when IssueDecider.IsOf(attempt, found):
                    await book.Settle(attempt.Number, new IssueAnswer.Issued(found), Provider);
                    continue;
                case { State.Attempt: { } attempt } issue when await book.ListAfterAll(issue.Platform, attempt, found, Provider):
                    return Heard.Done;
            }
        }

        return Heard.NotYet;
    }

    [LoggerMessage(LogLevel.Warning, "Issue {Issue}, number {Number}, is given up: it was never heard what became of it. Its token, if there is one, can no longer be charged, or tells of itself.")]
    private partial void LogGivenUp(string issue, int number);
}
