using System.Text;
using Acp.Fakes;
using Acp.Payments;
using Acp.Payments.Stripe;

namespace Acp.Stripe.Tests;

/// <summary>Two accounts post to one address, and each replaces its secret: four are configured, two of them are on their way out.</summary>
public class When_secrets_are_rotated
{
    private const string Address = "http://localhost:5080/api/webhooks/stripe";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"id":"evt_1","object":"event","type":"payment_intent.succeeded"}""");

    private readonly ManualClock clock = new();

    /// <summary>What either account signs with while its old secret lives on, and what the gateway knows, step by step.</summary>
    private static readonly (string[] Configured, string[][] Signing)[] Rotation =
    [
        (["seller_old", "|", "issuer_old"], [["seller_old"], ["issuer_old"]]),
        (["seller_old", "seller_new", "|", "issuer_old", "issuer_new"], [["seller_old"], ["issuer_old"]]),
        (["seller_old", "seller_new", "|", "issuer_old", "issuer_new"], [["seller_old", "seller_new"], ["issuer_old"]]),
        (["seller_old", "seller_new", "|", "issuer_old", "issuer_new"], [["seller_new", "seller_old"], ["issuer_old", "issuer_new"]]),
        (["seller_old", "seller_new", "|", "issuer_old", "issuer_new"], [["seller_new"], ["issuer_new", "issuer_old"]]),
        (["seller_new", "seller_old", "|", "issuer_new", "issuer_old"], [["seller_new"], ["issuer_new"]]),
        (["seller_new", "|", "issuer_new"], [["seller_new"], ["issuer_new"]]),
    ];

    [Fact]
    public void No_delivery_of_either_account_is_refused_at_any_step()
    {
        foreach (var (configured, signing) in Rotation)
        {
            Assert.All(signing, secrets => Assert.IsType<NoticeVerdict.Genuine>(Read(configured, secrets)));
            clock.Advance(TimeSpan.FromHours(12));
        }
    }

    [Fact]
    public void Once_a_secret_is_taken_out_what_it_signs_is_refused()
    {
        var (last, _) = Rotation[^1];

        Assert.IsType<NoticeVerdict.Refused>(Read(last, ["seller_old"]));
        Assert.IsType<NoticeVerdict.Refused>(Read(last, ["issuer_old"]));
    }

    [Fact]
    public void A_secret_that_the_gateway_does_not_know_yet_is_refused_so_it_is_made_known_first()
    {
        var (first, _) = Rotation[0];

        Assert.IsType<NoticeVerdict.Refused>(Read(first, ["seller_new"]));
        Assert.IsType<NoticeVerdict.Genuine>(Read(first, ["seller_new", "seller_old"]));
    }

    [Fact]
    public void The_issuers_secrets_alone_are_secrets() => Assert.IsType<NoticeVerdict.Genuine>(Read(["|", "issuer"], ["issuer"]));

    /// <param name="configured">The seller's and, behind the bar, the issuer's.</param>
    private NoticeVerdict Read(string[] configured, string[] signing)
    {
        var options = World.Options();
        var bar = Array.IndexOf(configured, "|");
        configured[..bar].ToList().ForEach(options.WebhookSecrets.Add);
        configured[(bar + 1)..].ToList().ForEach(options.Issuer.WebhookSecrets.Add);
        var signature = new WebhookEndpoint(Address, signing).Sign(Body, clock.Now);
        return new StripeNotices(options, clock).Read(signature, Body);
    }
}
