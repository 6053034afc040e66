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
    public sealed record Genuine(ProviderNotice Notice) : NoticeVerdict;

    /// <param name="Why">Of a fixed set, for the log and the processor's own dashboard: it quotes nothing.</param>
    public sealed record Refused(string Why) : NoticeVerdict;
}

/// <param name="Id">The same at each delivery of one notice.</param>
/// <param name="Type">The processor's name for what happened.</param>
/// <param name="Session">Ours, where the notice is about a charge that names one.</param>
/// <param name="Token">Where it is about a token.</param>
/// <param name="Intent">Where it is about a payment.</param>
public sealed record ProviderNotice(string Id, string Type, string? Session, string? Token, string? Intent = null);
