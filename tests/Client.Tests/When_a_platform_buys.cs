namespace Acp.Client.Tests;

/// <summary>The real gateway, in fair weather.</summary>
public sealed class When_a_platform_buys(Shop shop) : IClassFixture<Shop>, IDisposable
{
    private static readonly Address Home = new()
    {
        Name = "Ada", LineOne = "1 Main St", City = "San Francisco", State = "CA", Country = "US", PostalCode = "94110",
    };

    private readonly Weather weather = new([]);

    private SessionsClient Sessions => shop.Client(weather).Sessions;

    public void Dispose() => weather.Dispose();

    [Fact]
    public async Task Goods_are_priced_sent_and_paid()
    {
        var session = (await Sessions.Create(new()
        {
            Currency = "usd",
            LineItems = [new("item_mug", 2)],
            Capabilities = new() { Extensions = ["discount"], Interventions = new(["3ds"]) },
            Buyer = new() { Email = "ada@example.com", FirstName = "Ada" },
        })).OrThrow();
        Assert.Equal((SessionStatus.NotReadyForPayment, 2, "missing"), (session.Status, session.LineItems[0].Quantity, session.Messages[0].Code));

        session = (await Sessions.Update(session.Id, new() { FulfillmentDetails = new() { Name = "Ada", Address = Home } })).OrThrow();
        var option = session.FulfillmentOptions.First(option => option.Type == FulfillmentTypes.Shipping);
        session = (await Sessions.Update(session.Id, new() { SelectedFulfillmentOptions = [new(option.Type, option.Id, ["item_mug"])], Discounts = new(["NO_SUCH"]) })).OrThrow();
        Assert.Equal(SessionStatus.ReadyForPayment, session.Status);
        Assert.Equal("discount_code_invalid", session.Discounts!.Rejected[0].Reason);

        var paid = Assert.IsType<PaymentAnswer.Completed>(await Sessions.Complete(session, "tok_visa")).Session;

        Assert.Equal((SessionStatus.Completed, "confirmed"), (paid.Status, paid.Order!.Status));
        Assert.Equal(session.Amount, Assert.Single(shop.Stripe.ChargesOf(session.Id)).Amount);
        Assert.Equal(Home, paid.FulfillmentDetails!.Address);
    }

    [Fact]
    public async Task A_cart_is_given_up_once()
    {
        var session = (await Sessions.Create(new() { Currency = "usd", LineItems = [new("item_ebook")] })).OrThrow();

        Assert.Equal(SessionStatus.Canceled, (await Sessions.Cancel(session.Id)).OrThrow().Status);

        var again = Assert.IsType<Answer<CheckoutSession>.Refused>(await Sessions.Cancel(session.Id));
        Assert.Equal((405, "invalid_state"), (again.Error.Status, again.Error.Code));
    }

    [Fact]
    public async Task A_token_is_issued_spent_and_seen_to_be()
    {
        var admin = shop.Admin(weather);
        await Eventually.True(async () => await admin.Merchants.Retrieve("localhost") is Answer<Merchant>.Done { Value.Status: MerchantStatus.Verified });
        var tokens = shop.Client(weather).Tokens;

        var issued = (await tokens.Issue(new() { MerchantDomain = "localhost", Amount = 5000, Currency = "USD", PaymentMethod = "pm_card_visa", Mandate = new("intent_1") })).OrThrow();
        var session = (await Sessions.Create(new() { Currency = "usd", LineItems = [new("item_ebook")] })).OrThrow();
        Assert.IsType<PaymentAnswer.Completed>(await Sessions.Complete(session, issued.Id));

        Assert.Equal((TokenStatus.Active, AmountType.Maximum, "intent_1"), (issued.Status, issued.AmountType, issued.Mandate?.IntentId));
        var detail = (await admin.Tokens.Retrieve(issued.Id)).OrThrow();
        Assert.Equal((TokenStatus.Used, TokenOrigin.Issued, session.Id), (detail.Status, detail.Origin, detail.Session));
        Assert.Equal(TokenStatus.Used, (await tokens.Retrieve(issued.Id)).OrThrow().Status);
        Assert.Contains(detail.Timeline, entry => entry.By.Length > 0);
    }
}
