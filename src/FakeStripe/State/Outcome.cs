namespace Acp.Fakes;

/// <summary>What became of a call at Stripe.</summary>
/// <param name="Name">For the ledger: the intent's status, or the error's code or type.</param>
internal sealed record Outcome(int Status, byte[] Body, string Name)
{
    /// <summary>False where it failed before its execution, so that no result is kept under its key.</summary>
    public bool Executed { get; init; } = true;

    /// <summary>Of the call that was executed; a call that answers it again has its own.</summary>
    public string? RequestId { get; init; }

    public string? IntentId { get; init; }

    public string? Token { get; init; }

    public string? Session { get; init; }

    public long Charged { get; init; }

    /// <summary>Of what a browser is shown; null: JSON.</summary>
    public string? MediaType { get; init; }

    /// <summary>Where a browser is sent on to.</summary>
    public string? Location { get; init; }

    public string? RefundId { get; init; }

    /// <summary>What this call gave back; below 0 where a refund came to nothing.</summary>
    public long Refunded { get; init; }

    public long? ApplicationFee { get; init; }

    public FakeAuthentication? Authentication { get; init; }
}
