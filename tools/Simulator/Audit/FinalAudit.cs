namespace Acp.Simulation;

/// <summary>What must hold of records and money when everything has come to rest.</summary>
internal static class FinalAudit
{
    public static void Check(
        World world,
        IReadOnlyList<SessionBook> sessions,
        IReadOnlyDictionary<string, TokenBook> tokens,
        IReadOnlyList<OrderBook> orders,
        Action<Invariant, string> report)
    {
        foreach (var session in sessions)
        {
            Settled(world, session, report);
            Money(world, session, tokens, report);
            var announced = orders.Count(order => order.Session == session.Id);
            if (announced != (session.Payment == "charged" ? 1 : 0) || (session.Order is not null) != (session.Payment == "charged"))
            {
                report(Invariant.OneOrderPerSession, $"{session.Id} is {session.Payment} with order {session.Order} and {announced} of them written down.");
            }
        }

        foreach (var token in tokens.Values)
        {
            Token(world, token, sessions.FirstOrDefault(session => session.Id == token.Session), report);
        }

        foreach (var process in world.Cluster.Alive)
        {
            foreach (var subject in process.SubjectsUnderWay)
            {
                report(Invariant.NoCallIsForgotten, $"A call of {subject} never ended in {process.Name}.");
            }
        }
    }

    private static void Settled(World world, SessionBook session, Action<Invariant, string> report)
    {
        if (session.IsOpen && world.Settings.MustSettle)
        {
            report(Invariant.NothingUnsettled, $"{session.Id} is still {session.Payment}, {session.Attempt}.");
        }

        if (session.Payment == "open" && session.ExpiresAt <= world.Scheduler.Now)
        {
            report(Invariant.NothingUnsettled, $"{session.Id} is past its time and was not closed.");
        }
    }

    private static void Money(
        World world, SessionBook session, IReadOnlyDictionary<string, TokenBook> tokens, Action<Invariant, string> report)
    {
        var charges = world.Provider.Fake.ChargesOf(session.Id);
        if (charges.Count > 0 && session.Payment is "open" or "closed")
        {
            report(Invariant.CompletedIffChargedOnceForItsTotal, $"{session.Id} is {session.Payment} and was charged.");
        }

        if (session is { Payment: "charged", Attempt: { IsPage: false } attempt } && tokens.GetValueOrDefault(attempt.Reservation) is not { State: "used" })
        {
            report(Invariant.TokenUsedAtMostOnce, $"{session.Id} is completed, and its token {attempt.Reservation} is not recorded as used.");
        }
    }

    /// <param name="holder">Null where it is put before a person, too.</param>
    private static void Token(World world, TokenBook token, SessionBook? holder, Action<Invariant, string> report)
    {
        switch (token)
        {
            case { State: "used", Session: { } session } when !world.Provider.Fake.ChargesOf(session).Any(charge => charge.Token == token.Id):
                report(Invariant.TokenUsedAtMostOnce, $"{token.Id} is recorded as used by {session}, which was not charged with it.");
                break;
            case { State: "used", Session: null } when world.Provider.Fake.Charges.First(charge => charge.Token == token.Id) is { Session: { } charged }:
                report(Invariant.TokenUsedAtMostOnce, $"{token.Id} is recorded as used by nobody of ours, and {charged} was charged with it.");
                break;
            case { State: "reserved" } when holder is not null && (!holder.IsOpen || holder.Attempt!.Reservation != token.Id):
                report(Invariant.CanceledKeepsNothing, $"{token.Id} is still reserved by {token.Session}, which has no attempt with it.");
                break;
        }
    }
}
