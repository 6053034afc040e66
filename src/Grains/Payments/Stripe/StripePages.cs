using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Acp.Payments.Stripe;

/// <summary>Stripe's hosted pages, which it calls checkout sessions.</summary>
internal sealed partial class StripePages(StripeCalls calls, StripeOptions options, TimeProvider clock, ILogger log)
{
    public const string PagesPath = "/v1/checkout/sessions";
    private const string PagesTarget = "POST " + PagesPath;

    // Stripe's largest page of a list; 100 of them are 10,000 hosted pages.
    private const int PageSize = 100;
    private const int MostPages = 100;
    private const int LongestList = 8 << 20;

    // Our clock and Stripe's may differ by minutes.
    private const long SkewSeconds = 300;

    // A session must not be held by a search for longer.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly string account = StripeAccount.Of(options);

    public FrozenRequest Freeze(PageOrder order) => new(PagesTarget, PageBody.Write(options, order), options.ApiVersion, account);

    public async ValueTask<PageAnswer> Open(string providerKey, FrozenRequest request, DateTimeOffset notAfter)
    {
        if (request.Account != account || request.Target != PagesTarget)
        {
            LogOtherAccount(providerKey, request.Account, account);
            return new PageAnswer.Unknown("frozen for another account") { MayRepeat = false };
        }

        var reply = await calls.Once(PagesPath, request, providerKey, notAfter);
        return Logged(providerKey, reply, PageAnswers.ToOpening(reply, request.Body.Span));
    }

    public async ValueTask<PageAnswer> LookUp(string pageId)
    {
        var reply = await calls.Repeated(new(HttpMethod.Get, PathOf(pageId), options.ApiVersion));
        return Logged("look-up", reply, PageAnswers.ToPage(reply, pageId));
    }

    /// <remarks>Without an idempotency key, under which Stripe would keep a first refusal. Twice is as once: what is expired stays so.</remarks>
    public async ValueTask<PageAnswer> Expire(string pageId)
    {
        var reply = await calls.Repeated(new(HttpMethod.Post, PathOf(pageId) + "/expire", options.ApiVersion)
        {
            Body = ReadOnlyMemory<byte>.Empty,
            Priority = CallPriority.Charge,
        });
        return Logged("expiry", reply, PageAnswers.ToPage(reply, pageId));
    }

    /// <summary>The list is complete and immediate, and shows every page of the account.</summary>
    public async ValueTask<PageFinding> Find(PageTrace trace)
    {
        if (trace.Account != account)
        {
            LogSearchedElsewhere(trace.Session, trace.Attempt, trace.Account, account);
            return new PageFinding.NotAnswered();
        }

        var query = Query($"created[gte]={Since(trace)}&created[lte]={trace.Until.ToUnixTimeSeconds() + SkewSeconds}");
        var started = clock.GetTimestamp();
        DateTimeOffset? saidAt = null;
        string? last = null;
        for (var pages = 0; pages < MostPages && clock.GetElapsedTime(started) < Longest; pages++)
        {
            var reply = await calls.Repeated(new(HttpMethod.Get, last is null ? query : $"{query}&starting_after={last}", options.ApiVersion) { LongestReply = LongestList });
            if (reply is not StripeReply.Answered { Status: 200, Body.Checkouts: { } list } answered)
            {
                LogNotAnswered("search", StripeAnswers.Cause(reply), RequestId(reply));
                return new PageFinding.NotAnswered();
            }

            saidAt ??= answered.SaidAt;
            if (list.Items.FirstOrDefault(page => IsOf(page, trace)) is { } ours)
            {
                return new PageFinding.Found(PageAnswers.Of(ours)); // One key makes one page.
            }

            if (!list.HasMore)
            {
                return new PageFinding.NoneOfOurs(saidAt);
            }

            last = Uri.EscapeDataString(list.Items[^1].Id);
        }

        LogTooMany(trace.Session, trace.Attempt);
        return new PageFinding.NotAnswered();
    }

    private static long Since(PageTrace trace) => Math.Max(0, trace.From.ToUnixTimeSeconds() - SkewSeconds);

    private static string Query(FormattableString window) =>
        $"{PagesPath}?{window.ToString(CultureInfo.InvariantCulture)}&limit={PageSize.ToString(CultureInfo.InvariantCulture)}";

    private static bool IsOf(StripePageFacts page, PageTrace trace) =>
        page.Session == trace.Session && page.Attempt == trace.Attempt.ToString(CultureInfo.InvariantCulture);

    private static string PathOf(string pageId) => $"{PagesPath}/{Uri.EscapeDataString(pageId)}";

    private PageAnswer Logged(string what, StripeReply reply, PageAnswer answer)
    {
        if (answer is PageAnswer.Unknown or PageAnswer.NotExecuted or PageAnswer.Rejected)
        {
            LogNotAnswered(what, (answer as PageAnswer.Unknown)?.Cause ?? StripeAnswers.Cause(reply), RequestId(reply));
        }

        return answer;
    }

    private static string? RequestId(StripeReply reply) => (reply as StripeReply.Answered)?.RequestId;

    [LoggerMessage(LogLevel.Warning, "The hosted page's {What} came to nothing ({Cause}, request {RequestId}); nothing is concluded from it but what its attempt allows.")]
    private partial void LogNotAnswered(string what, string cause, string? requestId);

    [LoggerMessage(LogLevel.Error, "Page {ProviderKey} is frozen for account {Frozen}, ours is {Ours}; not sent, it stays unconfirmed.")]
    private partial void LogOtherAccount(string providerKey, string frozen, string ours);

    [LoggerMessage(LogLevel.Error, "The page of session {Session}, attempt {Attempt}, was asked of account {Sent}, ours is {Ours}; not searched, because another account's list proves nothing.")]
    private partial void LogSearchedElsewhere(string session, int attempt, string sent, string ours);

    [LoggerMessage(LogLevel.Warning, "There are more hosted pages than are read for session {Session}, attempt {Attempt}; nothing is concluded from those that were.")]
    private partial void LogTooMany(string session, int attempt);
}
