using Acp.Gateway.Admin.Listing;
using Acp.Gateway.Errors;
using Acp.Gateway.Reconciling;
using Acp.Payments;
using Acp.Reconciling;

namespace Acp.Gateway.Admin.Reconciliations;

/// <summary>
/// <c>/admin/reconciliation</c>: what the provider has of a span beside what the store has, a slice of time a request,
/// newest first. Repairing what needs no person is an owner's, with a reason.
/// </summary>
internal static class ReconciliationRoutes
{
    private const string From = "from";
    private const string To = "to";
    private static readonly string[] Known = [From, To];

    public static RouteGroupBuilder MapReconciliation(this RouteGroupBuilder admin)
    {
        admin.MapGet("/reconciliation", Show).Needs(AdminRole.Read);
        admin.MapPost("/reconciliation", Repair).Needs(AdminRole.Owner);
        return admin;
    }

    private static async Task<IResult> Show(HttpContext http, Reconciler reconciler, TimeProvider clock)
    {
        var span = SpanOf(http, clock);
        return Reply(span, await reconciler.Compare(span), mended: []);
    }

    private static async Task<IResult> Repair(HttpContext http, Reconciler reconciler, Mending mending, TimeProvider clock)
    {
        var reason = await Reasons.Required(http.Request);
        var span = SpanOf(http, clock);
        if (await reconciler.Compare(span) is not Slice.Compared found)
        {
            return Unavailable();
        }

        foreach (var finding in found.Findings)
        {
            await mending.Do(finding, http.Operator().Name, reason);
        }

        var after = await reconciler.Compare(found.Covered);
        return Reply(span, after, after is Slice.Compared then ? [.. found.Findings.Where(finding => !then.Findings.Any(it => Same(it, finding)))] : []);
    }

    private static LedgerSpan SpanOf(HttpContext http, TimeProvider clock)
    {
        var query = new Query(http.Request, Known);
        var to = query.Time(To) ?? clock.GetUtcNow().AddSeconds(1);
        var from = query.Time(From) ?? UsualSpan.Before(to);
        return from < to ? new(Second(from), Second(to)) : throw Query.Fault(From, "must be before to");
    }

    private static bool Same(Finding one, Finding other) => (one.IntentId, one.Reason) == (other.IntentId, other.Reason);

    private static DateTimeOffset Second(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static IResult Reply(LedgerSpan span, Slice slice, IReadOnlyList<Finding> mended) =>
        slice is Slice.Compared compared ? AdminReply.Json(FindingJson.Render(span, compared, mended)) : Unavailable();

    private static IResult Unavailable() => AdminReply.Error(new(
        503, ErrorType.ServiceUnavailable, "payment_provider_unavailable", "The payment provider did not tell of its payments. Nothing was compared.") { RetryAfter = 30 });
}
