using System.Globalization;
using Acp.Launching;
using static Acp.Launching.LaunchFinding;

namespace Acp.Gateway.Launching;

/// <summary>Pure: whether the provider's notices come in, and only its own.</summary>
internal static class NoticeRules
{
    private const string Reachable = "webhook_reachable";
    private const string Signed = "webhook_signed";
    private const string Arrived = "webhook_delivered";

    /// <summary>The provider's clock says when a payment was begun, ours when a notice was taken.</summary>
    private static readonly TimeSpan ClocksApart = TimeSpan.FromSeconds(60);

    /// <summary>Notices come within seconds.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);

    public static IEnumerable<LaunchFinding> Judge(PublicFacts facts) =>
        facts.IsPublic ? [Unsigned(facts), .. facts.Signed.Select(it => Trial(facts.Notices, it.Secret, it.Visit))]
        : [new NotChecked(Reachable, "There is no public https address to post a notice to.")];

    /// <summary>
    /// A notice alone shows nothing: it may be of test mode, under the secret of an endpoint there. One that came after a
    /// payment with today's key shows that the provider signs with a secret that we have.
    /// </summary>
    /// <param name="newest">When the newest notice about a payment was taken, whatever became of it.</param>
    /// <param name="payment">When the account's newest payment of ours was begun, by the provider's clock; null where none is known.</param>
    public static LaunchFinding Delivered(DateTimeOffset? newest, DateTimeOffset? payment, DateTimeOffset now) => payment switch
    {
        null => new NotChecked(
            Arrived,
            "No payment of ours is on the account whose notice could have come: with which secret the provider signs, it tells nobody.",
            "Make the purchase with a real card, and see in GET /admin/events and in the provider's dashboard that its notices were taken."),
        { } at when newest >= at - ClocksApart => new Passed(
            Arrived, string.Create(CultureInfo.InvariantCulture, $"A notice was taken at {newest:yyyy-MM-dd'T'HH:mm:ss'Z'}, since the newest payment: the provider signs with a secret that is configured.")),
        { } at when now - at < Usual => new NotChecked(Arrived, "The newest payment was just made, and its notice may be on its way.", "Check again in some minutes."),
        { } at => new Failed(
            Arrived,
            string.Create(CultureInfo.InvariantCulture, $"No notice was taken since the payment of {at:yyyy-MM-dd'T'HH:mm:ss'Z'}: the provider signs with another secret than is configured, or does not come through."),
            "See in the provider's dashboard what its deliveries were answered. At 400, copy the signing secret of that very endpoint (live mode has another than test mode) into the configuration."),
    };

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
