using Acp.CheckoutSessions;
using Acp.InProcess;

namespace Acp.Tests;

public sealed class When_opening_a_page_meets_faults : IDisposable
{
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(Fault.RequestLost)]
    [InlineData(Fault.ReplyLost)]
    public async Task It_is_asked_for_again_under_the_same_key_with_the_same_bytes(Fault fault)
    {
        var id = await world.ReadySession();
        world.Pages.Faults.Enqueue(fault);

        var press = world.Press(id);
        while (!press.IsCompleted)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.IsType<PageOffer.Opened>(await press);
        Assert.Single(world.Pages.Sends.Distinct());
        Assert.Equal(2, world.Pages.Sends.Count);
        Assert.Equal(1, world.Pages.Made);
    }

    [Fact]
    public async Task A_page_whose_answer_was_lost_is_found_and_shown()
    {
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Pages.Faults.Enqueue(Fault.FailureKept);

        Assert.IsType<PageOffer.Opened>(await world.Press(id));

        Assert.Equal(1, world.Pages.Made);
    }

    [Theory]
    [InlineData(Fault.RequestLost)]
    [InlineData(Fault.ReplyLost)]
    public async Task What_is_unknown_settles_by_itself(Fault fault)
    {
        var id = await Unknown(fault);

        world.Pages.SearchesFail = false;
        await world.LetPass(TimeSpan.FromMinutes(1));

        Assert.IsType<Payment.PageOpen>((await world.Stored(id)).Payment);
        Assert.Equal(1, world.Pages.Made);
    }

    [Theory]
    [InlineData(Fault.RequestLost)]
    [InlineData(Fault.ReplyLost)]
    public async Task A_token_is_not_charged_while_nobody_knows_whether_there_is_a_page(Fault fault)
    {
        var id = await Unknown(fault);
        world.Pages.Faults.Enqueue(Fault.RequestLost);

        Assert.IsType<Answer.PaymentInProgress>(await world.Complete(id, "spt_1"));
        Assert.Empty(world.Provider.Sends);

        Told.Completed(await world.Complete(id, "spt_1"));
        Assert.Single(world.Provider.Money);
        Assert.False(world.Pages.IsOpen(id));
    }

    [Fact]
    public async Task One_whose_answer_was_lost_and_that_was_paid_all_the_same_completes()
    {
        var id = await Unknown(Fault.ReplyLost);
        var intent = world.Pages.Pay(id); // Whoever got hold of its address.
        world.Pages.SearchesFail = false;

        await world.Session(id).LookAgain(intent);

        Assert.Equal(intent, Assert.IsType<Payment.Charged>((await world.Stored(id)).Payment).IntentId);
    }

    [Fact]
    public async Task A_repeat_that_shows_a_page_as_it_once_was_is_not_taken_for_what_it_is_now()
    {
        var id = await Unknown(Fault.ReplyLost);
        world.Pages.Pay(id);

        Told.Completed(await world.Complete(id, "spt_1")); // The repeat says «open», the close is refused, the look-up tells.

        Assert.Equal($"acp:{id}:1", Assert.Single(world.Provider.Money).Key);
    }

    [Fact]
    public async Task That_none_was_made_is_believed_only_when_none_can_be_made_any_more()
    {
        await world.Stock(1);
        var id = await Unknown(Fault.RequestLost);
        world.Pages.SearchesFail = false;
        LoseAllFurtherOnes();

        await world.LetPass(TimeSpan.FromMinutes(55), TimeSpan.FromSeconds(30));
        Assert.IsType<Payment.PageOpening>((await world.Stored(id)).Payment);
        Assert.IsType<Answer.PaymentInProgress>(await world.Complete(id, "spt_1"));

        await world.LetPass(TimeSpan.FromMinutes(40), TimeSpan.FromSeconds(30));
        Assert.Equal(new Payment.Open(1), (await world.Stored(id)).Payment);
        Assert.Equal((1, 0, 0), await world.Shelf());
        Told.Completed(await world.Complete(id, "spt_1"));
    }

    [Fact]
    public async Task Silence_proves_nothing_however_long_it_lasts()
    {
        var id = await Unknown(Fault.RequestLost);
        LoseAllFurtherOnes();

        await world.LetPass(TimeSpan.FromHours(30), TimeSpan.FromMinutes(5));

        Assert.IsType<Payment.PageOpening>((await world.Stored(id)).Payment);
        Assert.IsType<Answer.PaymentInProgress>(await world.Complete(id, "spt_1"));
    }

    [Fact]
    public async Task No_more_is_sent_than_was_committed()
    {
        var id = await Unknown(Fault.RequestLost);
        await world.LetPass(TimeSpan.FromMinutes(2));

        Assert.Equal(world.Pages.Sends.Count, Transition.AttemptOf((await world.Stored(id)).Payment)!.Sends);
    }

    [Fact]
    public async Task A_process_that_dies_after_the_commit_leaves_what_another_settles()
    {
        var id = await world.ReadySession();
        var dying = world.StartProcess(new InProcessOptions { SweepInterval = TimeSpan.FromDays(1) });
        world.Pages.OnOpen = () =>
        {
            world.Pages.OnOpen = null;
            return new TaskCompletionSource().Task; // It never comes back.
        };
        _ = dying.Get<ICheckoutSession>(id).OpenPage().AsTask();

        await world.LetPass(TimeSpan.FromMinutes(1));

        Assert.IsType<Payment.PageOpen>((await world.Stored(id)).Payment);
        Told.Completed(await world.Complete(id, "spt_1"));
        Assert.Single(world.Provider.Money);
    }

    [Fact]
    public async Task Two_processes_open_one_page()
    {
        var id = await world.ReadySession();
        var other = world.StartProcess();

        var offers = await Task.WhenAll(world.Press(id), world.Press(id, other));

        Assert.Equal(1, world.Pages.Made);
        Assert.Contains(offers, offer => offer is PageOffer.Opened);
        Assert.Single(world.Pages.Sends.Select(send => send.Key).Distinct());
    }

    [Fact]
    public async Task One_process_completes_by_token_while_another_knows_the_page_as_open()
    {
        var id = await world.PageOpenFor();
        var other = world.StartProcess();

        Told.Completed(await world.Complete(id, "spt_1", process: other));

        Assert.IsType<PageOffer.Completed>(await world.Press(id));
        Told.Completed(await world.Complete(id, "spt_2"));
        Assert.Single(world.Provider.Money);
    }

    private void LoseAllFurtherOnes()
    {
        for (var i = 0; i < 1000; i++)
        {
            world.Pages.Faults.Enqueue(Fault.RequestLost);
        }
    }

    private async Task<string> Unknown(Fault fault)
    {
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Pages.Faults.Enqueue(fault);
        world.Pages.SearchesFail = true;
        Assert.IsType<PageOffer.InProgress>(await world.Press(id));
        Assert.IsType<Payment.PageOpening>((await world.Stored(id)).Payment);
        return id;
    }
}
