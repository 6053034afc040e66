using System.Globalization;
using System.Text;
using Acp.Payments;

namespace Acp.Simulation.Tests;

/// <summary>Passes everything on; a planted bug overrides what it breaks.</summary>
internal class PassingProvider(IPaymentProvider inner) : IPaymentProvider
{
    protected IPaymentProvider Inner => inner;

    public virtual FrozenRequest Freeze(ChargeOrder order) => inner.Freeze(order);

    public string ReservationId(string token, string session, int attempt) => inner.ReservationId(token, session, attempt);

    public ValueTask<TokenLookup> LookUpToken(string token) => inner.LookUpToken(token);

    public virtual ValueTask<ChargeAnswer> Charge(string providerKey, FrozenRequest request, DateTimeOffset notAfter) =>
        inner.Charge(providerKey, request, notAfter);

    public virtual ValueTask<ChargeFinding> FindCharge(ChargeTrace trace) => inner.FindCharge(trace);

    public ValueTask<ChargeAnswer> LookUpIntent(string intentId) => inner.LookUpIntent(intentId);

    public virtual ValueTask<ChargeAnswer> CancelIntent(string intentId) => inner.CancelIntent(intentId);
}

internal sealed class RepeatsWithoutPermission(IPaymentProvider inner) : PassingProvider(inner)
{
    public override async ValueTask<ChargeAnswer> Charge(string providerKey, FrozenRequest request, DateTimeOffset notAfter) =>
        await Inner.Charge(providerKey, request, notAfter) is var answer and not ChargeAnswer.Unknown
            ? answer
            : await Inner.Charge(providerKey, request, notAfter);
}

/// <summary>As where the caller's idempotency key is part of it: each call brings another.</summary>
internal sealed class PutsTheCallIntoTheKey(IPaymentProvider inner) : PassingProvider(inner)
{
    private int calls;

    public override ValueTask<ChargeAnswer> Charge(string providerKey, FrozenRequest request, DateTimeOffset notAfter) =>
        Inner.Charge(string.Create(CultureInfo.InvariantCulture, $"{providerKey}:{++calls}"), request, notAfter);
}

internal sealed class PutsTheTokenIntoTheKey(IPaymentProvider inner) : PassingProvider(inner)
{
    public override ValueTask<ChargeAnswer> Charge(string providerKey, FrozenRequest request, DateTimeOffset notAfter) =>
        Inner.Charge($"{providerKey}:{Encoding.UTF8.GetString(request.Body.Span).Split("token]=")[1].Split('&')[0]}", request, notAfter);
}

internal sealed class CancelsWithoutWaiting(IPaymentProvider inner) : PassingProvider(inner)
{
    public override async ValueTask<ChargeAnswer> CancelIntent(string intentId) =>
        await Inner.CancelIntent(intentId) is ChargeAnswer.Unknown or ChargeAnswer.NotExecuted or ChargeAnswer.Canceled or ChargeAnswer.Processing
            ? new ChargeAnswer.Canceled()
            : new ChargeAnswer.Unknown("not canceled");
}

/// <summary>Of intents that a rule has marked, and only of those.</summary>
internal sealed class OnlyClaimsToCancel(IPaymentProvider inner) : PassingProvider(inner)
{
    public const string Mark = "~";

    public override ValueTask<ChargeAnswer> CancelIntent(string intentId) => intentId.EndsWith(Mark, StringComparison.Ordinal)
        ? new ValueTask<ChargeAnswer>(new ChargeAnswer.Canceled())
        : Inner.CancelIntent(intentId);
}

internal sealed class ChargesAnotherAmount(IPaymentProvider inner) : PassingProvider(inner)
{
    public override FrozenRequest Freeze(ChargeOrder order) => Inner.Freeze(order with { Amount = order.Amount + 1 });
}

internal sealed class WritesTheBytesAnew(IPaymentProvider inner) : PassingProvider(inner)
{
    private int sends;

    public override ValueTask<ChargeAnswer> Charge(string providerKey, FrozenRequest request, DateTimeOffset notAfter) => Inner.Charge(
        providerKey,
        request with { Body = Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetString(request.Body.Span)}&metadata[send]={++sends}") },
        notAfter);
}

internal sealed class FindsAnyAttempt(IPaymentProvider inner) : PassingProvider(inner)
{
    public override ValueTask<ChargeFinding> FindCharge(ChargeTrace trace) => Inner.FindCharge(trace with { Attempt = null, Request = null });
}
