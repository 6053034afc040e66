using Acp.Payments;
using Acp.Store;

namespace Acp.SharedPaymentTokens;

/// <summary>
/// Ends a token: here first, so that no checkout of ours takes it any more, then at the provider, for as long as it takes.
/// </summary>
internal sealed class Revoking(string id, TokenBook book, TokenPorts ports)
{
    private const int MaxRaces = 16;
    private const string Provider = "provider";

    /// <summary>So long after its time a token cannot be charged any more, and what is asked for is only how it ended.</summary>
    private static readonly TimeSpan SettleUntil = TimeSpan.FromDays(1);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(30);

    public async ValueTask<Revocation> Run(string operatorName, string? reason)
    {
        try
        {
            for (var race = 0; race < MaxRaces; race++)
            {
                if (await Revoke(await book.Load(), operatorName, reason) is { } revocation)
                {
                    return revocation;
                }
            }
        }
        catch (StoreUnavailableException)
        {
            // As below: whether it changed the store will say.
        }

        return new Revocation.StoreUnavailable();
    }

    /// <summary>Asks the provider, and comes back later where it does not say.</summary>
    /// <param name="token">Revoked, but not confirmed.</param>
    public async ValueTask<Revocation> Confirm(Snapshot<TokenRecord> token)
    {
        var answer = await ports.Issuer.Revoke(id, $"acp:revoke:{id}");
        for (var race = 0; race < MaxRaces; race++)
        {
            if (token.State!.State is not SharedPaymentToken.Revoked { Confirmed: false } revoked)
            {
                return OutcomeOf(token.State);
            }

            if (answer is not RevokeAnswer.Ended { Token.Facts.Deactivation: not null } ended)
            {
                await book.WakeAt(NextTry(token.State, revoked));
                return OutcomeOf(token.State);
            }

            var told = token.State.Told(ended.Token, ports.Now, paymentIntent: null);
            token = await book.Write(token, told, Provider, "token.revocation_answered", new { found = told.Facts?.Deactivation?.ToString() })
                ?? await book.Load();
        }

        return OutcomeOf(token.State!);
    }

    private async ValueTask<Revocation?> Revoke(Snapshot<TokenRecord> token, string operatorName, string? reason)
    {
        switch (token.State?.State)
        {
            case null:
                return new Revocation.NotFound();
            case SharedPaymentToken.Revoked revoked:
                await book.Note(operatorName, "token.revoke_repeated", new { reason });
                return revoked.Confirmed ? OutcomeOf(token.State) : await Confirm(token);
            case SharedPaymentToken.Free or SharedPaymentToken.Expired:
                return await Begin(token, operatorName, reason);
            default:
                await book.Note(operatorName, "token.revoke_refused", new { reason, state = token.State.State.GetType().Name });
                return OutcomeOf(token.State);
        }
    }

    private async ValueTask<Revocation?> Begin(Snapshot<TokenRecord> token, string operatorName, string? reason)
    {
        var (now, isOurs) = (ports.Now, token.State!.Issued is not null);
        var revoked = token.State.After(new TokenEvent.RevokedBy(operatorName, reason, now, Confirmed: !isOurs));
        return await book.Write(token, revoked, operatorName, "token.revoked", new { reason }, due: now + ports.Options.SettleAfter) switch
        {
            null => null,
            var next when isOurs => await Confirm(next),
            var next => OutcomeOf(next.State!),
        };
    }

    // Not given up because of one answer that was lost, though it was the first in days; and not asked for ever.
    private DateTimeOffset? NextTry(TokenRecord token, SharedPaymentToken.Revoked revoked)
    {
        var now = ports.Now;
        var age = now - (revoked.At ?? now);
        return token.ExpiresAt + GivenUpAfter < now ? null
            : now + (token.ExpiresAt + SettleUntil < now ? age / 2 : ports.Options.PauseAt(age, id, tries: 0));
    }

    private Revocation OutcomeOf(TokenRecord token) => token.State switch
    {
        SharedPaymentToken.Used used => new Revocation.AlreadyUsed(used.PaymentIntent),
        SharedPaymentToken.Reserved held => new Revocation.InUse(held.Session),
        _ => new Revocation.Revoked(token.View(ports.Now)),
    };
}
