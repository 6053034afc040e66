using Acp.ProviderEvents;

namespace Acp.Payments;

/// <summary>
/// Reads what the payment processor posts by itself. A notice is a hint to look again, never evidence: notices come late,
/// twice and out of order.
/// </summary>
public interface IProviderNotices
{
    /// <param name="signature">The header that signs the body; null where there is none.</param>
    /// <param name="body">The bytes as they came. What was parsed and written again has another signature.</param>
    NoticeVerdict Read(string? signature, ReadOnlyMemory<byte> body);
}

/// <summary>Whether a notice is the processor's. The private constructor closes the hierarchy.</summary>
public abstract record NoticeVerdict
{
    private NoticeVerdict() { }

    /// <summary>Signed by the processor, and readable. Its type may be one that nobody here waits for: acknowledge it all the same.</summary>
    public sealed record Genuine(EventFacts Facts) : NoticeVerdict;

    /// <summary>Signed with a secret of ours, and readable, but about an account that is not ours: a webhook is set up wrongly.</summary>
    public sealed record OtherAccount : NoticeVerdict;

    /// <param name="Why">Of a fixed set, for the log and the processor's own dashboard: it quotes nothing.</param>
    public sealed record Refused(string Why) : NoticeVerdict;
}
