using System.Text;
using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;

namespace Acp.Gateway.Tests;

public sealed class When_a_rule_refuses
{
    private static readonly SchemaWitness Schemas = new(AcpHost.Version);
    private static readonly AcpReplies Replies = new(Sessions.Newest);

    /// <summary>Platforms write code against these: a row that changes here breaks them.</summary>
    private const string Table = """
        UnknownItem 400 invalid_request invalid_item_id $.line_items
        OutOfStock 400 invalid_request out_of_stock $.line_items
        QuantityTooLarge 400 invalid_request quantity_exceeded $.line_items
        CurrencyNotSupported 400 invalid_request currency_not_supported $.currency
        UnknownFulfillmentOption 400 invalid_request invalid_fulfillment_option $.selected_fulfillment_options
        FulfillmentSelectionInvalid 400 invalid_request invalid_fulfillment_option $.selected_fulfillment_options
        FulfillmentGroupInvalid 400 invalid_request invalid_fulfillment_group $.fulfillment_groups
        DestinationsDiffer 400 invalid_request unsupported $.fulfillment_groups
        NotReadyForPayment 400 invalid_request not_ready_for_payment
        SessionCompleted 409 invalid_request invalid_state $.status
        SessionCanceled 409 invalid_request invalid_state $.status
        SessionExpired 409 invalid_request invalid_state $.status
        CancelNotAllowed 405 invalid_request invalid_state $.status
        PaymentDeclined 400 processing_error payment_declined
        RequiresAuthentication 400 invalid_request requires_3ds $.authentication_result
        NotAuthenticated 400 invalid_request requires_3ds $.authentication_result
        TokenUnknown 400 invalid_request token_unknown $.payment_data.instrument.credential.token
        TokenExpired 400 invalid_request token_expired $.payment_data.instrument.credential.token
        TokenUsed 400 invalid_request token_used $.payment_data.instrument.credential.token
        TokenRevoked 400 invalid_request token_revoked $.payment_data.instrument.credential.token
        TokenReservedElsewhere 400 invalid_request token_reserved $.payment_data.instrument.credential.token
        TokenOfAnotherPlatform 400 invalid_request token_of_another_platform $.payment_data.instrument.credential.token
        TokenCurrencyMismatch 400 invalid_request token_currency_mismatch $.payment_data.instrument.credential.token
        TokenLimitExceeded 400 invalid_request token_limit_exceeded $.payment_data.instrument.credential.token
        TokenAmountMismatch 400 invalid_request token_amount_mismatch $.payment_data.instrument.credential.token
        IssuingNotAllowed 403 invalid_request issuing_not_allowed
        MerchantNotVerified 400 invalid_request merchant_not_verified $.merchantDomain
        MerchantNotAllowed 403 invalid_request merchant_not_allowed $.merchantDomain
        CurrencyNotAllowed 403 invalid_request currency_not_allowed $.currency
        AmountOverMaximum 403 invalid_request amount_over_maximum $.amount
        LifetimeTooLong 400 invalid_request lifetime_too_long $.expiresIn
        DailyTokensExceeded 403 invalid_request daily_tokens_exceeded
        DailyAmountExceeded 403 invalid_request daily_amount_exceeded $.amount
        IssueRefused 400 processing_error issue_refused
        """;

    [Fact]
    public void Each_rule_has_its_status_and_its_code() =>
        Assert.Equal(Table.Split('\n'), Enum.GetValues<RefusalRule>().Select(rule => Row(rule, new Refusal(rule, "Because."))));

    [Fact]
    public void The_place_the_rule_names_wins_over_the_usual_one() =>
        Assert.Equal(
            "OutOfStock 400 invalid_request out_of_stock $.line_items[3]",
            Row(RefusalRule.OutOfStock, new Refusal(RefusalRule.OutOfStock, "Because.", "$.line_items[3]")));

    [Fact]
    public void Every_refusal_is_an_error_by_the_schema()
    {
        Assert.SkipUnless(Schemas.IsPresent, Schemas.WhyAbsent);
        Assert.All(
            Enum.GetValues<RefusalRule>(),
            rule => Assert.Empty(Schemas.Validate("Error", Body(Replies.Render(AcpHost.Version, new Refusal(rule, "Because."))))));
    }

    private static string Row(RefusalRule rule, Refusal refusal)
    {
        var reply = Replies.Render(AcpHost.Version, refusal);
        var body = Body(reply);
        var param = body.TryGetProperty("param", out var given) ? $" {given}" : "";
        Assert.Equal("Because.", body.GetProperty("message").GetString());
        return $"{rule} {reply.Status} {body.GetProperty("type")} {body.GetProperty("code")}{param}";
    }

    private static JsonElement Body(Reply reply) => JsonDocument.Parse(Encoding.UTF8.GetString(reply.Body.Span)).RootElement;
}
