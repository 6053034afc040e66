using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.Store;

namespace Acp.SharedPaymentTokens;

/// <summary>One token, free of any engine.</summary>
/// <param name="sessions">Finds the session that holds the token.</param>
public class SharedPaymentTokenActor(string id, TokenPorts ports, Func<string, ICheckoutSession> sessions) : ISharedPaymentToken
{
    /// <summary>Each lost race means that somebody else moved on; this many in a row mean that something is wrong.</summary>
    private const int MaxRaces = 16;
    private const string Clock = "clock";
    private const string Provider = "provider";

    private readonly TokenBook book = new(id, ports);

    private Revoking Revoking => new(id, book, ports);

    public async ValueTask<SharedPaymentTokenView?> Retrieve() => (await book.Load()).State?.View(ports.Now);

    public async ValueTask<Heard> LookAgain(string? paymentIntent = null)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            var token = await book.Load();
            if (await Look(token, paymentIntent) is { } heard)
            {
                return heard;
            }
        }

        return Heard.NotYet;
    }

    public ValueTask<Revocation> Revoke(string operatorName, string? reason) => Revoking.Run(operatorName, reason);

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

    /// <returns>Null where another writer won.</returns>
    private async ValueTask<Heard?> Look(Snapshot<TokenRecord> token, string? paymentIntent)
    {
        switch (token.State?.State)
        {
            case null:
                return Heard.NobodyKnows;

            // What a token's death means for an open charge is that session's to find out; it may have been the charge.
            case SharedPaymentToken.Reserved held:
                await sessions(held.Session).LookAgain();
                return await LookWhileHeld(held, paymentIntent);

            // That it was used is known; by which payment, the provider's own event says.
            case SharedPaymentToken.Used used:
                return paymentIntent is null || used.PaymentIntent is not null
                    ? Heard.Done
                    : await Learn(token, token.State.After(new TokenEvent.FoundDeactivated(TokenDeactivation.Consumed, ports.Now, paymentIntent)));
            default:
                return await Ask(token, paymentIntent);
        }
    }

    /// <summary>Of a token that ended while it is held nothing changes yet, but its end must be known when it is released.</summary>
    /// <returns>Null where it is no longer held.</returns>
    private async ValueTask<Heard?> LookWhileHeld(SharedPaymentToken.Reserved held, string? paymentIntent)
    {
        var token = await book.Load();
        return token.State?.State == held ? await Ask(token, paymentIntent) : null;
    }

    private async ValueTask<Heard?> Ask(Snapshot<TokenRecord> token, string? paymentIntent)
    {
        var record = token.State!;
        if (record.Issued is not null && ports.Issuer.IsConfigured)
        {
            return await ports.Issuer.LookUpIssued(id) switch
            {
                IssuedLookup.Found found => await Learn(token, record.Told(found.Token, ports.Now, paymentIntent)),
                IssuedLookup.NotAnswered => Heard.NotYet,
                _ => Heard.Done,
            };
        }

        return await ports.Provider.LookUpToken(id) switch
        {
            TokenLookup.Found found => await Learn(token, record.Told(found.Facts, ports.Now, paymentIntent)),
            TokenLookup.NotAnswered => Heard.NotYet,
            _ => Heard.Done,
        };
    }

    private async ValueTask<Heard?> Learn(Snapshot<TokenRecord> token, TokenRecord told)
    {
        if (told == token.State! with { IsListed = true })
        {
            return Heard.Done;
        }

        var what = told.State.GetType() == token.State.State.GetType() ? "token.details_heard" : "token.found_deactivated";
        return await book.Write(token, told, Provider, what, new { why = told.Facts?.Deactivation?.ToString() }) is null ? null : Heard.Done;
    }

    /// <returns>False where another writer won.</returns>
    private async ValueTask<bool> DoWhatIsDue(Snapshot<TokenRecord> token)
    {
        var now = ports.Now;
        switch (token.State)
        {
            case { State: SharedPaymentToken.Free } record when record.StatusAt(now) == SharedPaymentTokenStatus.Expired:
                return await book.Write(token, record.After(new TokenEvent.TimeUp(now)), Clock, "token.time_up", new { }) is not null;
            case { State: SharedPaymentToken.Revoked { Confirmed: false } }:
                await Revoking.Confirm(token);
                return true;
            case { State: SharedPaymentToken.Revoked or SharedPaymentToken.Used }:
                await book.WakeAt(null); // Confirmed by somebody who did not know that it was due.
                return true;
            default:
                return true;
        }
    }
}
