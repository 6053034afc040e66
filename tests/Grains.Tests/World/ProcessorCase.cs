using System.Text;
using Acp.Fakes;
using Acp.Payments;
using Acp.Payments.Stripe;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Tests;

internal enum ProcessorStep
{
    Charge,
    Page,
    Refund,
}

/// <summary>A processor as tests of what all of them must do drive it: what it collected, and what befalls it, past its contract.</summary>
internal abstract class ProcessorCase : IDisposable
{
    public abstract IPaymentProcessor Processor { get; }

    /// <summary>A token that pays once.</summary>
    public abstract string Good(int number);

    public abstract string Declined { get; }

    /// <summary>The next charge, page or refund is carried out, and its reply is lost.</summary>
    public abstract void LoseNextReply(ProcessorStep step);

    public abstract Task PayOnPage(string session, string url);

    /// <summary>Money that was promised back goes back.</summary>
    public abstract void CarryOutRefunds();

    /// <summary>Minor units, one for each time that money moved.</summary>
    public abstract IReadOnlyList<long> CollectedOf(string session);

    public abstract long PaidBackTo(string session);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

internal sealed class StripeCase : ProcessorCase
{
    private readonly FakeStripe stripe;

    public StripeCase(TimeProvider clock)
    {
        stripe = new FakeStripe(clock);
        Processor = new StripeProvider(
            new HttpMessageInvoker(new FakeStripeHandler(stripe)),
            new StripeOptions { SecretKey = "sk_test_fake", CallsPerSecond = 0, Repeats = 0 },
            clock,
            NullLogger<StripeProvider>.Instance);
    }

    public override IPaymentProcessor Processor { get; }

    public override string Declined => "spt_decline_1";

    public override string Good(int number) => $"spt_{number}";

    public override void LoseNextReply(ProcessorStep step) => stripe.Faults.Next(FaultKind.LoseReply, step switch
    {
        ProcessorStep.Charge => StripeCall.Charge,
        ProcessorStep.Page => StripeCall.CreatePage,
        _ => StripeCall.Refund,
    });

    public override async Task PayOnPage(string session, string url) => await stripe.Handle(new FakeRequest(
        "POST", new Uri(url).AbsolutePath, "", new Dictionary<string, string>(), Encoding.UTF8.GetBytes("card=pm_card_visa")));

    public override void CarryOutRefunds()
    {
    }

    public override IReadOnlyList<long> CollectedOf(string session) => [.. stripe.ChargesOf(session).Select(charge => charge.Amount)];

    public override long PaidBackTo(string session) => stripe.Bank.RefundsOf(session).Where(it => it.Counts).Sum(it => it.Amount);

    public override void Dispose()
    {
        stripe.Dispose();
        base.Dispose();
    }
}

internal sealed class LedgerCase(TimeProvider clock) : ProcessorCase
{
    private readonly LedgerProcessor ledger = new(clock);

    public override IPaymentProcessor Processor => ledger;

    public override string Declined => "overdrawn";

    public override string Good(int number) => $"mandate {number}";

    public override void LoseNextReply(ProcessorStep step) => ledger.RepliesToLose = 1;

    public override Task PayOnPage(string session, string url)
    {
        ledger.Pay(session);
        return Task.CompletedTask;
    }

    public override void CarryOutRefunds() => ledger.CloseTheDay();

    public override IReadOnlyList<long> CollectedOf(string session) => ledger.CollectedOf(session);

    public override long PaidBackTo(string session) => ledger.PaidBackTo(session);
}
