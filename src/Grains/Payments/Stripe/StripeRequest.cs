namespace Acp.Payments.Stripe;

/// <param name="Path">With its query.</param>
internal sealed record StripeRequest(HttpMethod Method, string Path, string ApiVersion)
{
    // Stripe's largest replies about one thing are some 20 KiB; more is not Stripe, and must not fill the memory.
    private const int LongestUsual = 1 << 20;

    /// <summary>Null: none, not even an empty one.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    public string? IdempotencyKey { get; init; }

    /// <summary>From then on it must not be sent.</summary>
    public DateTimeOffset NotAfter { get; init; } = DateTimeOffset.MaxValue;

    public int LongestReply { get; init; } = LongestUsual;

    public CallPriority Priority { get; init; } = CallPriority.LookUp;
}
