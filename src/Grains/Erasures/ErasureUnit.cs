using System.Collections.Immutable;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Orders;
using Acp.Store;

namespace Acp.Erasures;

/// <summary>
/// One look at an erasure, as the unit that carries out what it comes to: session, order, replies, trails and the wish itself,
/// all or none. Pure.
/// </summary>
/// <param name="known">The wish as it is stored.</param>
/// <param name="asked">As it is now.</param>
internal sealed class ErasureUnit(
    Snapshot<Erasure> known, Erasure asked, Snapshot<CheckoutSession> session, Snapshot<OrderRecord>? order, ErasurePorts ports, DateTimeOffset now)
{
    /// <summary>Requests that were under way have been answered by then, and what they kept is taken out once more.</summary>
    private static readonly TimeSpan SecondLook = NeverCharged.Quiet;

    private readonly Erasure wish = asked;
    private readonly CheckoutSession? sessionAfter = Changed(session.State, BuyerErasing.Of);
    private readonly OrderRecord? orderAfter = Changed(order?.State, it => BuyerErasing.Of(it, now, forgets: it.Erased?.Forgets == true || asked.Forgets));
    private ImmutableList<AuditEntry> audit = [];
    private bool erases;

    /// <summary>The wish once it has landed.</summary>
    public Erasure After { get; private set; } = asked;

    /// <summary>It was done, and nothing of the buyer has come since.</summary>
    public bool IsDone => wish.ErasedAt is not null && sessionAfter is null && orderAfter is null;

    /// <summary>Puts on the trail who asked and why.</summary>
    public ErasureUnit Asked(ErasureWish by)
    {
        audit = audit.Add(new AuditEntry(Erasure.KeyOf(wish.Session), now, by.By, "buyer.erasure_asked", JsonSerializer.Serialize(new { reason = by.Reason, overrules = by.Overrules })));
        return this;
    }

    public ErasureUnit Wait(IReadOnlyList<ErasureObstacle> because)
    {
        After = wish with { Because = because, Tries = wish.Tries + 1, NextTryAt = ErasureDecider.Next(wish, now), ErasedAt = null };
        if (known.State?.Status != ErasureStatus.Scheduled)
        {
            Tell("buyer.erasure_scheduled", new { because = because.Select(it => PaymentTrail.Snake(it.ToString())) });
        }

        return this;
    }

    public ErasureUnit Erase()
    {
        erases = true;
        if (IsDone)
        {
            After = wish with { NextTryAt = wish.NextTryAt > now ? wish.NextTryAt : null };
            return this;
        }

        After = wish with { Because = [], ErasedAt = now, NextTryAt = IsOfAge ? null : now + SecondLook };
        var (cause, place) = (PaymentTrail.Snake(wish.Cause.ToString()), orderAfter?.Erased);
        Tell("buyer.erased", new { cause }, new { cause, country = place?.Country, state = place?.State });
        return this;
    }

    public Unit Build(Guid commitId) => new(commitId, now)
    {
        States = erases ? [.. Erased(), .. Kept()] : [.. Kept()],
        Audit = audit,
        Due = IsKept ? [new DueTime(known.Key, After.NextTryAt)] : [],
        Erases = erases ? new Erasing { Replies = Replies(), Rewritten = Rewritten(), Trails = Trails(), WaitsForReaders = !IsOfAge } : null,
    };

    private IEnumerable<StateChange> Erased()
    {
        if (sessionAfter is not null)
        {
            yield return session.To(sessionAfter, SessionMarks.IndexOf(sessionAfter, now, ports.Options.SessionRetention));
        }

        if (orderAfter is not null)
        {
            yield return order!.To(orderAfter, orderAfter.Index());
        }
    }

    private IEnumerable<StateChange> Kept() => IsKept ? [known.To(After, After.Index())] : [];

    // Of an order that reached its age and was erased at once, the order itself says so.
    private bool IsKept => !IsOfAge || known.State is not null || After.ErasedAt is null;

    private bool IsOfAge => wish.Cause == ErasureCause.Retention;

    // Null where it was erased before: a list is never equal to another, so its bytes are compared.
    private static T? Changed<T>(T? before, Func<T, T> erase)
        where T : class =>
        before is not null && erase(before) is var after && !StateCodec.Encode(before).Span.SequenceEqual(StateCodec.Encode(after).Span) ? after : null;

    private ImmutableList<RepliesAt> Replies() => session.State is { } known ? [.. ports.Paths.Of(known.Id).Select(path => new RepliesAt(known.Platform, path))] : [];

    // Its key must not make another session; so it is answered with the session as it is, without its buyer.
    private ImmutableList<RewrittenReply> Rewritten()
    {
        if ((sessionAfter ?? session.State) is not { CreatedUnder: { KeptUntil: { } until } first } erased || now >= until)
        {
            return [];
        }

        var reply = ports.Replies.Render(first.ApiVersion, erased.View(now), created: true);
        return [new(new ReplyKey(erased.Platform, ports.Paths.Sessions, first.Key), reply, until)];
    }

    private ImmutableList<BlankedTrail> Trails() =>
    [
        new(session.Key, BuyerErasing.OfSessionTrail),
        .. order is null ? [] : new[] { new BlankedTrail(order.Key, BuyerErasing.OfOrderTrail) },
    ];

    // On the trails of what it is about as well, so that whoever looks there finds it.
    private void Tell(string what, object detail, object? ofOrder = null)
    {
        string?[] subjects = [Erasure.KeyOf(wish.Session), session.State is null ? null : session.Key, order?.State is null ? null : order.Key];
        audit = audit.AddRange(subjects.OfType<string>().Where(subject => IsKept || subject != known.Key)
            .Select(subject => new AuditEntry(subject, now, wish.By, what, JsonSerializer.Serialize(subject == order?.Key ? ofOrder ?? detail : detail))));
    }
}
