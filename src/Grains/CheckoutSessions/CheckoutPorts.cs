using Acp.Attention;
using Acp.Payments;
using Acp.Pricing;
using Acp.Store;
using Acp.Telemetry;
using Microsoft.Extensions.Logging;

namespace Acp.CheckoutSessions;

/// <summary>Everything outside that a checkout session needs.</summary>
public sealed record CheckoutPorts(
    IStore Store,
    IPaymentProvider Provider,
    HostedPorts Hosted,
    IPricing Pricing,
    IReplies Replies,
    IIds Ids,
    TimeProvider Clock,
    CheckoutOptions Options,
    ILogger<CheckoutSessionActor> Log)
{
    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>A session as its platform is told of it now.</summary>
    public CheckoutSessionView ViewOf(CheckoutSession session, params IEnumerable<SessionMessage> extra) => session.ViewFor(Hosted.Offers, Now, extra);

    /// <summary>Where people are told of what contradicts itself.</summary>
    internal ContradictionDesk Contradictions => new(Store, Ids, Clock);

    /// <summary>The rules. Replaced only by tests that prove that a wrong rule is found out.</summary>
    public Deciders Deciders { get; init; } = new();

    public Instruments Instruments { get; init; } = Instruments.Unobserved;

    /// <summary>Whether the store may have lost what sessions had become.</summary>
    public RestoreMark Restored { get; init; } = new();

    /// <summary>The endpoints that are told of a platform's orders, by their names.</summary>
    public Func<string, IReadOnlyList<string>> EndpointsOf { get; init; } = static _ => [];
}

/// <summary>What is outside of a session that is paid on the provider's page.</summary>
/// <param name="Offers">Who may be.</param>
/// <param name="Refunds">The way back, for a page that was paid though it could not.</param>
public sealed record HostedPorts(IHostedPages Pages, IHostedCheckout Offers, IRefunds Refunds);

/// <summary>Times of a checkout. Each with its reason.</summary>
public sealed class CheckoutOptions
{
    /// <summary>How long a session can be paid: ACP's SEP #83 names six hours.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long a reply is kept under its key; ACP 2026-04-17 demands at least 24 h.</summary>
    public TimeSpan ReplyRetention { get; set; } = TimeSpan.FromHours(25);

    /// <summary>How long a session is kept after it was paid, canceled or has expired: a year, in which money can be asked back, and a month.</summary>
    public TimeSpan SessionRetention { get; set; } = TimeSpan.FromDays(400);

    /// <summary>How long a complete may take over all its sends: platforms give up at about 30 s.</summary>
    public TimeSpan CompleteBudget { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Sends of one call; further ones come with the next complete.</summary>
    public int SendsPerCall { get; set; } = 3;

    /// <summary>
    /// How long after its last send a charge of unknown outcome settles by itself: longer than a complete may take, so that
    /// its caller is given up.
    /// </summary>
    public TimeSpan SettleAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest pause between two tries to settle; it grows to there, by half of what has passed.</summary>
    public TimeSpan SettleAtMost { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The shortest between two look-ups of an intent that waits: the provider tells of it sooner.</summary>
    public TimeSpan LookAtWaitingAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a shopper can pay on a page that was opened, from 30 min to 24 h: its goods are held as long, and one whose
    /// answer was lost for good stands as long in the way of another payment.
    /// </summary>
    public TimeSpan PageLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The channels of marketing that the merchant offers. Not a key of this section: the host takes them from what the
    /// merchant shows to platforms.
    /// </summary>
    public IReadOnlyList<string> ConsentChannels { get; set; } = [];

    /// <summary>Before the first repeat; doubled for each further one.</summary>
    public TimeSpan RepeatDelay { get; set; } = TimeSpan.FromMilliseconds(500);
}
