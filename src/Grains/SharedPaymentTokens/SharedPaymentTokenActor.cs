using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.Store;

namespace Acp.SharedPaymentTokens;

/// <summary>One token, free of any engine. Sessions change it inside their own units, so every read asks the store.</summary>
/// <param name="sessions">Finds the session that holds the token.</param>
public class SharedPaymentTokenActor(string id, CheckoutPorts ports, Func<string, ICheckoutSession> sessions) : ISharedPaymentToken
{
    private const int MaxRaces = 16;

    public async ValueTask<SharedPaymentTokenView?> Retrieve() => (await Load()).State?.View(ports.Now);

    public async ValueTask<Heard> LookAgain(string? paymentIntent = null)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var token = await Load();
            if (await OnState(token) is not Verdict.Conflict)
            {
                return token.State is null ? Heard.NobodyKnows : Heard.Done;
            }
        }

        return Heard.NotYet;
    }

    public ValueTask<Revocation> Revoke(string operatorName, string? reason) => throw new NotSupportedException();

    public ValueTask Wake() => throw new NotSupportedException();

    /// <returns>Null where nothing was to be written.</returns>
    private async ValueTask<Verdict?> OnState(Snapshot<TokenRecord> token)
    {
        switch (token.State?.State)
        {
            // What a token's death means for an open charge is that session's to find out; it may have been the charge.
            case SharedPaymentToken.Reserved held:
                await sessions(held.Session).LookAgain();
                return null;
            case SharedPaymentToken.Free or SharedPaymentToken.Expired or SharedPaymentToken.Revoked:
                return await ports.Provider.LookUpToken(id) is TokenLookup.Found { Facts: { Deactivation: not null } facts }
                    ? await Record(token, facts)
                    : null;
            default:
                return null;
        }
    }

    private async ValueTask<Verdict?> Record(Snapshot<TokenRecord> token, TokenFacts facts)
    {
        var now = ports.Now;
        var next = SharedPaymentToken.Evolve(token.State!.State, new TokenEvent.FoundDeactivated(facts.Deactivation!.Value, now));
        if (next == token.State.State)
        {
            return null;
        }

        var record = token.State with { State = next, Facts = facts };
        return await ports.Store.Commit(new Unit(ports.Ids.NewCommitId(), now)
        {
            States = [token.To(record, record.Index(now))],
            Audit = [new AuditEntry(token.Key, now, "provider", "token.found_deactivated", JsonSerializer.Serialize(new { why = facts.Deactivation.ToString() }))],
        });
    }

    private ValueTask<Snapshot<TokenRecord>> Load() => ports.Store.LoadSnapshot<TokenRecord>(SharedPaymentToken.KeyOf(id));
}
