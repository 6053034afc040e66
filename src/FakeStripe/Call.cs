using System.Collections.Immutable;

namespace Acp.Fakes;

/// <summary>A call that has arrived.</summary>
/// <param name="At">Its arrival.</param>
internal sealed record Call(FakeRequest Request, DateTimeOffset At, Caller By)
{
    private byte[]? fingerprint;

    public ImmutableArray<string> Path { get; } = Request.Segments();

    public StripeCall Kind => StripeCalls.Of(Request.Method, Path);

    /// <summary>Stripe heeds keys on POST only.</summary>
    public string? Key { get; init; } = Request.Method == "POST" ? Request.Header("Idempotency-Key") : null;

    /// <summary>Accounts do not share their keys.</summary>
    public string? ScopedKey => Key is null ? null : $"{By.Id} {Key}";

    public FaultKind? Fault { get; init; }

    public byte[] Fingerprint => fingerprint ??= Idempotency.Fingerprint(Request);
}
