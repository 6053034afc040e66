namespace Acp.Fakes;

/// <summary>One call, as it was treated.</summary>
/// <param name="Session">Our session's id, from the intent's metadata.</param>
/// <param name="Status">0 where the call never arrived. With a fault it may not have reached the caller.</param>
/// <param name="Outcome">The intent's status, or the error's code or type.</param>
/// <param name="Replayed">Answered with a kept result; nothing was executed.</param>
/// <param name="Charged">Money that this very call moved, in minor units.</param>
public sealed record LedgerEntry(
    long Number,
    DateTimeOffset At,
    string Method,
    string Path,
    StripeCall Call,
    string? IdempotencyKey,
    string? Token,
    string? IntentId,
    string? Session,
    int Status,
    string Outcome,
    bool Replayed,
    long Charged,
    FaultKind? Fault)
{
    /// <summary>Whose call it was.</summary>
    public string? Account { get; init; }

    /// <summary>What the platform asked to be given of the charge, in minor units.</summary>
    public long? ApplicationFee { get; init; }

    public string? RefundId { get; init; }

    /// <summary>Money that this very call gave back, in minor units; below 0 where a refund came to nothing.</summary>
    public long Refunded { get; init; }

    /// <summary>3-D Secure that was run elsewhere and imported with the intent; null where it was not.</summary>
    public FakeAuthentication? Authentication { get; init; }

    internal static LedgerEntry Of(Call call, Outcome outcome, bool replayed) => new(
        Number: 0,
        call.At,
        call.Request.Method,
        call.Request.Path,
        call.Kind,
        call.Key,
        outcome.Token,
        outcome.IntentId,
        outcome.Session,
        outcome.Status,
        outcome.Name,
        replayed,
        outcome.Charged,
        call.Fault)
    {
        Account = call.By.Id,
        ApplicationFee = outcome.ApplicationFee,
        RefundId = outcome.RefundId,
        Refunded = outcome.Refunded,
        Authentication = outcome.Authentication,
    };
}

/// <summary>An authentication that was run elsewhere, without its cryptogram.</summary>
/// <param name="Version">Of 3-D Secure.</param>
/// <param name="TransactionId">The directory server's.</param>
public sealed record FakeAuthentication(string Version, string TransactionId, string? ElectronicCommerceIndicator);

/// <summary>Money that moved.</summary>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">ISO 4217, lower case.</param>
/// <param name="Session">The metadata <c>acp_session</c>.</param>
/// <param name="Attempt">The metadata <c>charge_attempt</c>.</param>
public sealed record FakeCharge(
    string Id,
    string IntentId,
    long Amount,
    string Currency,
    string? Session,
    string? Attempt,
    string? Token,
    string? IdempotencyKey,
    DateTimeOffset At)
{
    /// <summary>Whose charge it is.</summary>
    public string? Account { get; init; }

    /// <summary>The platform's part of it, in minor units.</summary>
    public long? ApplicationFee { get; init; }
}
