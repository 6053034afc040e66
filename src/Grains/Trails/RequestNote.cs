using Acp.CheckoutSessions;

namespace Acp.Trails;

/// <summary>Whose request it was that an entry of a trail tells of, and what it was answered.</summary>
/// <param name="On">What was asked: <c>create</c>, <c>update</c>, <c>complete</c> or <c>cancel</c>; null where it came without a key, whose path tells it.</param>
/// <param name="Id">Its <c>Request-Id</c>, as <see cref="CallerText"/> keeps it.</param>
/// <param name="Key">Its idempotency key, as <see cref="CallerText"/> keeps it.</param>
/// <param name="Status">Of the reply; null where the entry was written before there was one.</param>
/// <param name="Joined">True where it waited for the end of another's charge.</param>
internal sealed record RequestNote(string? On, string? Id, string? Key, string Version, int? Status, bool? Joined)
{
    public static RequestNote Of(Call call, int? status = null, bool joined = false) => new(
        AskedOf(call.Once?.Path),
        CallerText.KeptIfAny(call.RequestId),
        CallerText.KeptIfAny(call.Once?.Key),
        call.Caller.ApiVersion,
        status,
        joined ? true : null);

    private static string? AskedOf(string? path) => path switch
    {
        null => null,
        _ when path.EndsWith("/complete", StringComparison.Ordinal) => "complete",
        _ when path.EndsWith("/cancel", StringComparison.Ordinal) => "cancel",
        _ => path.LastIndexOf('/') > 0 ? "update" : "create",
    };
}
