using System.Globalization;
using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Gateway.Launching;

/// <summary>Pure: whether the provider's notices come in, and only its own.</summary>
internal static class NoticeRules
{
    private const string Reachable = "webhook_reachable";
    private const string Signed = "webhook_signed";

    public static IEnumerable<LaunchFinding> Judge(PublicFacts facts) =>
        facts.IsPublic ? [Unsigned(facts), .. facts.Signed.Select(it => Trial(facts.Notices, it.Secret, it.Visit))]
        : [new NotChecked(Reachable, "There is no public https address to post a notice to.")];

    /// <param name="newest">When the newest notice was taken, whatever became of it.</param>
    public static LaunchFinding Delivered(DateTimeOffset? newest) => newest is { } at
        ? new Passed("webhook_delivered", string.Create(CultureInfo.InvariantCulture, $"The provider's newest notice was taken at {at:yyyy-MM-dd'T'HH:mm:ss'Z'}: it signs with a secret that is configured."))
        : new NotChecked(
            "webhook_delivered",
            "No notice of the provider's is kept: with which secret it signs, it tells nobody.",
            "Make the purchase with a real card, and see in GET /admin/events and in the provider's dashboard that its notices were taken.");

    private static LaunchFinding Unsigned(PublicFacts facts) => facts.Unsigned switch
    {
        { Status: 400, Body: var body } when body.Contains("untrusted_notice", StringComparison.Ordinal) => new Passed(Reachable, $"{facts.Notices} can be reached, and refuses a notice that nobody signed."),
        { Status: null } => new Failed(Reachable, $"{facts.Notices} does not answer.", "Open the way to it: the provider posts from the public Internet."),
        { Status: >= 200 and < 300 } => new Failed(Reachable, $"{facts.Notices} takes a notice that nobody signed: what answers there is not this gateway.", "Let the proxy pass the path on to the gateway."),
        { Status: { } status } => new Failed(
            Reachable, string.Create(CultureInfo.InvariantCulture, $"{facts.Notices} answers {status} to a notice, which is not the gateway's answer."), "Let the proxy pass POSTs to the path on to the gateway, without asking for anything."),
    };

    private static LaunchFinding Trial(Uri notices, string secret, Visit visit) => visit switch
    {
        { Status: 200 } => new Passed(Signed, $"A notice that {secret} signs is taken there."),
        { Status: 400 } => new Failed(Signed, $"A notice that {secret} signs is refused at {notices}: the gateway there runs with another secret, or its clock is off.", "Restart every gateway with these settings."),
        _ => new NotChecked(Signed, $"Whether a notice that {secret} signs is taken was not told."),
    };
}
