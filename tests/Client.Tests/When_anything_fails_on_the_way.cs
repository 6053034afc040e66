using FsCheck;
using FsCheck.Fluent;

namespace Acp.Client.Tests;

/// <summary>A real gateway, and a network that is not to be trusted.</summary>
public sealed class When_anything_fails_on_the_way(Shop shop) : IClassFixture<Shop>
{
    private const int HowMany = 60;
    private static readonly CreateSession Cart = new() { Currency = "usd", LineItems = [new("item_ebook")] };
    private int stories;

    /// <param name="ProviderLoses">The charge is made, and the gateway does not hear of it.</param>
    /// <param name="Pays">How the token begins.</param>
    internal sealed record Story(IReadOnlyList<Fault> OnCreate, IReadOnlyList<Fault> OnComplete, bool ProviderLoses, string Pays)
    {
        public override string ToString() => $"{Pays}: {string.Join(' ', OnCreate)}; {string.Join(' ', OnComplete)}{(ProviderLoses ? "; provider loses" : "")}";
    }

    [Fact]
    public void There_is_one_order_at_most_one_charge_and_the_last_word_is_true() =>
        Prop.ForAll(Stories(), story => Run(story).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(HowMany));

    [Fact]
    public void A_process_that_dies_goes_on_with_the_key_it_wrote_down() =>
        Prop.ForAll(Stories(), story => Die(story).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(HowMany));

    private async Task Run(Story story)
    {
        using var weather = new Weather([.. story.OnCreate, Fault.None, .. story.OnComplete]);
        var client = shop.Client(weather, clock: new LeapingClock());
        var session = (await client.Sessions.Create(Cart)).OrThrow();
        var created = weather.Sent.Count;
        ArrangeProvider(story);

        var answer = await client.Sessions.Complete(session, Token(story));

        Assert.Equal(1 + Failing(story.OnCreate), created);
        Assert.Single(weather.Sent.Take(created).Select(sent => (sent.Key, sent.Body)).Distinct());
        Assert.Single(weather.Sent.Skip(created).Select(sent => (sent.Key, sent.Body)).Distinct());
        Assert.NotEqual(weather.Sent[0].Key, weather.Sent[^1].Key);
        await Judge(session.Id, answer, story);
    }

    private async Task Die(Story story)
    {
        var key = CallKey.New();
        var payment = new CompleteSession { Token = Token(story) };
        using var calm = new Weather([]);
        var session = (await shop.Client(calm).Sessions.Create(Cart)).OrThrow();
        ArrangeProvider(story);
        using var weather = new Weather([.. story.OnComplete.DefaultIfEmpty(Fault.ReplyLost)]);
        var brief = new AcpClientOptions { Budget = TimeSpan.FromMilliseconds(200) }; // For one send.

        var first = await shop.Client(weather, brief, new LeapingClock(), () => 1).Sessions.Complete(session.Id, payment, key);
        var last = await shop.Client(calm, clock: new LeapingClock()).Sessions.Complete(session.Id, payment, key);

        Assert.Equal(key, Assert.IsType<PaymentAnswer.Unknown>(first).Key);
        Assert.Single(weather.Sent);

        await Judge(session.Id, last, story);
    }

    private async Task Judge(string session, PaymentAnswer answer, Story story)
    {
        using var calm = new Weather([]);
        var now = (await shop.Client(calm).Sessions.Retrieve(session)).OrThrow();
        var charges = shop.Stripe.ChargesOf(session);
        switch (story.Pays)
        {
            case "tok_visa":
                var completed = Assert.IsType<PaymentAnswer.Completed>(answer);
                Assert.Equal(now.Order!.Id, completed.Session.Order!.Id);
                Assert.Equal(now.Amount, Assert.Single(charges).Amount);
                break;
            case "tok_decline":
                Assert.IsType<PaymentAnswer.Declined>(answer);
                Assert.Equal((SessionStatus.ReadyForPayment, 0), (now.Status, charges.Count));
                break;
            default:
                Assert.IsType<PaymentAnswer.NeedsAuthentication>(answer);
                Assert.Empty(charges);
                break;
        }

        shop.Stripe.Faults.Clear();
    }

    private void ArrangeProvider(Story story)
    {
        if (story.ProviderLoses)
        {
            shop.Stripe.Faults.Next(Fakes.FaultKind.LoseReply);
        }
    }

    private PaymentToken Token(Story story) => story.Pays == "tok_visa" ? $"tok_visa_{Interlocked.Increment(ref stories)}" : story.Pays;

    private static int Failing(IReadOnlyList<Fault> faults) => faults.Count(fault => fault != Fault.None);

    private static Arbitrary<Story> Stories()
    {
        var faults = Gen.Elements(Enum.GetValues<Fault>().Except([Fault.None])).ArrayOf().Resize(5);
        return (from onCreate in faults
                from onComplete in faults
                from loses in Gen.Choose(1, 5)
                from pays in Gen.Frequency((4, Gen.Constant("tok_visa")), (1, Gen.Constant("tok_decline")), (1, Gen.Constant("tok_3ds")))
                select new Story(onCreate, onComplete, loses == 1, pays)).ToArbitrary();
    }
}
