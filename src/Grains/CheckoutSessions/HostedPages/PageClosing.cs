using System.Diagnostics;

namespace Acp.CheckoutSessions;

/// <summary>
/// Gets a page out of the way before anything else may collect, change the cart or end the session: closed for certain, or
/// paid for certain.
/// </summary>
/// <param name="deadline">Until when what is unknown may be asked again.</param>
internal sealed class PageClosing(SessionRecord record, CheckoutPorts ports, Settlement settlement, string actor, DateTimeOffset deadline)
{
    /// <summary>Ask again, look for it, close it: there is no longer way.</summary>
    private const int MaxSteps = 6;

    private readonly Sending sending = new(record, ports, settlement, offer: null, actor, deadline);
    private readonly PageTalk talk = new(record, ports, settlement, actor);

    /// <returns>False while it may still be paid.</returns>
    public async ValueTask<bool> Run()
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            var (decision, send) = await record.Turn(Decide);
            switch (decision)
            {
                case null:
                    return true;
                case PageDecision.Resume when send is not null:
                    if (await sending.UntilSettled(send) is Settled.Nothing && (await talk.Find(send)).Settled is Settled.Nothing)
                    {
                        return false;
                    }

                    break;
                case PageDecision.Resume: // Another writer won.
                    break;
                case PageDecision.Find d when (await talk.Find(d.Attempt)).Settled is Settled.Nothing:
                case PageDecision.Close c when !await talk.Close(c.Attempt):
                    return false;
                case PageDecision.Find or PageDecision.Close:
                    break;
                default:
                    throw new UnreachableException($"Unhandled {decision}.");
            }
        }

        return false;
    }

    private async ValueTask<(PageDecision? Decision, ChargeAttempt? Send)> Decide(CheckoutSession? session)
    {
        var decision = ports.Deciders.OnClosePage(session!.Payment, ports.Now);
        return (decision, decision is PageDecision.Resume ? await sending.Permit(session) : null);
    }
}
