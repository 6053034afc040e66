using Acp.Launching;

namespace Acp.Payments;

/// <summary>
/// Looks at the accounts and at how we are to call them, for the launch check. It asks and changes nothing: no charge, no
/// object, no setting. What only a change could tell, it says that it does not know.
/// </summary>
public interface IAccountInspection
{
    /// <param name="notices">Where the processor is to post its notices.</param>
    Task<AccountReport> Look(Uri notices, CancellationToken stop);

    /// <summary>
    /// A notice under each secret that is configured, to post to ourselves. Each is genuine and about nobody: whoever has
    /// the secret acknowledges it and drops it.
    /// </summary>
    IReadOnlyList<TrialNotice> TrialNotices();
}

/// <param name="Keys">The keys, and where calls go.</param>
/// <param name="Account">Whether it answers, may charge, and what may be called.</param>
/// <param name="Trade">Whether real money has moved through it.</param>
/// <param name="Notices">Whether the processor would post them to us.</param>
public sealed record AccountReport(
    IReadOnlyList<LaunchFinding> Keys, IReadOnlyList<LaunchFinding> Account, IReadOnlyList<LaunchFinding> Trade, IReadOnlyList<LaunchFinding> Notices)
{
    /// <summary>In whose name charges are made; null where it is not told.</summary>
    public string? Seller { get; init; }

    /// <summary>When the newest payment of ours with a live key was begun, by the processor's clock; null where none is known.</summary>
    public DateTimeOffset? NewestPayment { get; init; }
}

/// <param name="Secret">The configuration key of what signs it.</param>
/// <param name="Signature">The header's value.</param>
public sealed record TrialNotice(string Secret, string Signature, ReadOnlyMemory<byte> Body);
