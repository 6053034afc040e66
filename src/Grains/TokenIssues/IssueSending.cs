using System.Globalization;
using Acp.CheckoutSessions;
using Acp.Merchants;
using Acp.Payments;
using Acp.SharedPaymentTokens;

namespace Acp.TokenIssues;

/// <summary>Sends an attempt until its outcome is known or the time is up. Every send follows a commit that permits it.</summary>
internal sealed class IssueSending(IssueBook book, TokenPorts ports, string actor)
{
    /// <param name="attempt">Its next send is committed.</param>
    /// <param name="deadline">Until when it may be repeated; where it has passed, it is sent once.</param>
    public async ValueTask<IssueSettled> UntilSettled(IssueAttempt attempt, DateTimeOffset deadline)
    {
        // Asked before each send: the machine may have slept since the commit, and the provider may have forgotten the key.
        for (var sends = 1; IssueDecider.MaySend(attempt, ports.Now); sends++)
        {
            var sentAt = ports.Now;
            var answer = await ports.Issuer.Issue(attempt.ProviderKey, attempt.Request, IssueDecider.LeavesBefore(attempt));
            var settled = await book.Settle(attempt.Number, answer, actor);
            if (settled is not IssueSettled.Nothing || !await MayRepeatAfter(sends, took: ports.Now - sentAt, deadline))
            {
                return settled;
            }

            if (await PermitRepeat(attempt.Number) is not { } next)
            {
                return new IssueSettled.Superseded();
            }

            attempt = next;
        }

        return new IssueSettled.Nothing();
    }

    /// <param name="took">How long the last send did: a repeat is expected to take as long, and must end in time.</param>
    private async ValueTask<bool> MayRepeatAfter(int sends, TimeSpan took, DateTimeOffset deadline)
    {
        var delay = ports.Options.RepeatDelay * Math.Pow(2, sends - 1);
        if (sends >= ports.Options.SendsPerCall || ports.Now + delay + took >= deadline)
        {
            return false;
        }

        await Task.Delay(delay, ports.Clock);
        return true;
    }

    private async ValueTask<IssueAttempt?> PermitRepeat(int number)
    {
        var issue = await book.Load();
        return issue.State?.State is IssueState.Pending { Current: var attempt } && attempt.Number == number
            ? await book.Permit(issue, actor)
            : null;
    }
}

internal static class Attempts
{
    public static IssueAttempt New(
        string issue, int number, Call call, IssueToken request, TokenPolicy policy, Merchant merchant, TokenPorts ports)
    {
        var now = ports.Now;
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((now + (request.Lifetime ?? ports.Options.DefaultLifetime)).ToUnixTimeSeconds());
        var order = new IssueOrder(
            issue,
            call.Caller.Platform,
            request.PaymentMethod,
            request.Amount,
            request.Currency,
            request.AmountKind == AmountKind.Exact,
            expiresAt,
            merchant.Profile,
            request.Merchant,
            request.ReturnUrl);
        return new(
            number,
            string.Create(CultureInfo.InvariantCulture, $"acp:{issue}:{number}"),
            IssueCalls.Of(call),
            ports.Issuer.Freeze(order),
            Sends: 1,
            now,
            LastSentAt: null,
            expiresAt,
            request.Merchant,
            request.Amount,
            request.AmountKind,
            request.Currency,
            request.Mandate,
            request.Metadata,
            IssueDecider.Budget(call.Caller.Platform, request, policy, now));
    }
}
