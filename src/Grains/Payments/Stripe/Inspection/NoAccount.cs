using static Acp.Launching.LaunchFinding;

namespace Acp.Payments.Stripe;

/// <summary>Where no key is configured, and the fake answers: there is nobody to ask.</summary>
public sealed class NoAccount : IAccountInspection
{
    private const string Unknown = "There is no account without a key.";

    public Task<AccountReport> Look(Uri notices, CancellationToken stop) => Task.FromResult(new AccountReport(
        [new Failed("stripe_key", "Stripe:SecretKey is missing: a fake answers in Stripe's place, and no money moves.", KeyRules.SetLiveKey)],
        [new NotChecked("stripe_account", Unknown)],
        [new NotChecked("real_card", Unknown)],
        [new NotChecked("webhook_registered", Unknown)]));

    public IReadOnlyList<TrialNotice> TrialNotices() => [];
}
