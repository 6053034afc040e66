using System.Text;
using Acp.Payments;
using Acp.ProviderEvents;
using Acp.Payments.Stripe;

namespace Acp.Stripe.Interop.Tests;

public sealed class When_webhooks_are_signed_by_either_side(StripesClient client)
{
    [Fact]
    public void Every_delivery_of_the_fake_is_genuine_to_Stripes_verifier_and_is_the_event_that_happened()
    {
        var delivered = client.Value("delivered");
        var expected = delivered.GetProperty("expected").EnumerateArray().Select(it => it.GetString()).ToHashSet();
        var deliveries = delivered.GetProperty("deliveries").EnumerateArray().ToList();

        Assert.DoesNotContain(deliveries, it => it.TryGetProperty("error", out _));
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Order(), deliveries.Select(it => it.GetProperty("id").GetString()).Order());
        Assert.All(deliveries, it =>
        {
            var told = client.Stripe.FindEvent(it.GetProperty("id").GetString()!)!;
            Assert.Equal(told.Account == client.Stripe.Issuer ? "/issuer" : "/", it.GetProperty("to").GetString());
            Assert.Equal((told.Type, told.ObjectId), (it.GetProperty("type").GetString(), it.GetProperty("about").GetString()));
        });
    }

    [Fact]
    public void What_Stripes_client_signs_is_genuine_to_our_verifier() =>
        Assert.Equal(
            new NoticeVerdict.Genuine(new("evt_signed_by_the_client", "payment_intent.succeeded", EventSubject.Payment, DateTimeOffset.UnixEpoch, "cs_1", null, null, "pi_1")), Read(Signed().Payload));

    [Fact]
    public void So_is_what_it_signs_for_the_issuer()
    {
        var signed = client.Value("signed by the issuer");
        var options = new StripeOptions { SecretKey = "sk_test_fake", WebhookSecrets = { StripesClient.Secret }, Issuer = { WebhookSecrets = { StripesClient.IssuerSecret } } };

        var verdict = new StripeNotices(options, TimeProvider.System).Read(
            signed.GetProperty("header").GetString(), Encoding.UTF8.GetBytes(signed.GetProperty("payload").GetString()!));

        Assert.Equal(
            new NoticeVerdict.Genuine(new(
                "evt_of_the_issuer",
                "shared_payment.issued_token.used",
                EventSubject.IssuedToken,
                DateTimeOffset.FromUnixTimeSeconds(signed.GetProperty("created").GetInt64()),
                null,
                "ti_js",
                signed.GetProperty("token").GetString(),
                "pi_1")),
            verdict);
    }

    [Fact]
    public void One_changed_byte_or_another_secret_is_not()
    {
        var payload = Signed().Payload;

        Assert.IsType<NoticeVerdict.Refused>(Read(payload.Replace("cs_1", "cs_2", StringComparison.Ordinal)));
        Assert.IsType<NoticeVerdict.Refused>(Read(payload, "whsec_of_somebody"));
    }

    private (string Payload, string Header) Signed()
    {
        var signed = client.Value("signed");
        return (signed.GetProperty("payload").GetString()!, signed.GetProperty("header").GetString()!);
    }

    private NoticeVerdict Read(string payload, string secret = StripesClient.Secret)
    {
        var options = new StripeOptions { SecretKey = "sk_test_fake", WebhookSecrets = { secret } };
        return new StripeNotices(options, TimeProvider.System).Read(Signed().Header, Encoding.UTF8.GetBytes(payload));
    }
}
