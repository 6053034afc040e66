namespace Acp.Simulation;

/// <summary>What was permitted and what was sent under a provider key, since its attempt was opened.</summary>
internal sealed class SendBook
{
    private readonly Dictionary<string, int> permits = [];

    public byte[]? Body { get; private set; }

    public DateTimeOffset? FirstSentAt { get; private set; }

    /// <summary>When the provider began to keep a result under the key.</summary>
    public DateTimeOffset? KeptSince { get; set; }

    public void Permit(string process, int sends) => permits[process] = permits.GetValueOrDefault(process) + sends;

    /// <summary>The number is used anew, because the attempt before was not carried out.</summary>
    public void Reopen() => (Body, FirstSentAt) = (null, null);

    public Violation? Send(string process, string key, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        permits[process] = permits.GetValueOrDefault(process) - 1;
        FirstSentAt ??= now;
        Body ??= body.ToArray();
        return permits[process] < 0 ? new Violation(Invariant.SendsAreRecorded, $"{process} sent {key} without a commit of its own that permits it.")
            : !body.SequenceEqual(Body) ? new Violation(Invariant.KeysNeverChangeBytes, $"{process} sent other bytes under {key} than before.")
            : now >= FirstSentAt + ForgottenAfter ? new Violation(
                Invariant.NoSendAfterForgetting, $"{process} sent {key} {now - FirstSentAt:d\\.hh\\:mm} after its first send.")
            : null;
    }

    public static TimeSpan ForgottenAfter { get; } = TimeSpan.FromHours(24);
}
