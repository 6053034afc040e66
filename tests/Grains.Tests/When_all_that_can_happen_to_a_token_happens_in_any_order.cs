using Acp.CheckoutSessions;
using Acp.InProcess;
using Acp.ProviderEvents;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

/// <summary>
/// Every order of every choice of what can happen to a token that is being issued, against the issuer's own books: one
/// final state, the right one, and an overview that is what counting gives, after every step.
/// </summary>
public sealed class When_all_that_can_happen_to_a_token_happens_in_any_order
{
    private const string Key = "the-key";

    public enum Step
    {
        /// <summary>The caller hears of the token; where it is left out, its process has died.</summary>
        IssueReply,
        Use,
        UsedEvent,
        Revoke,
        Expiry,
    }

    private static readonly Step[] Steps = Enum.GetValues<Step>();

    /// <param name="eventsLate">Past the token's time; each comes twice in any case.</param>
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task There_is_one_final_state_and_it_is_the_right_one(bool usedByUs, bool eventsLate)
    {
        foreach (var order in Orders([]).Where(CanHappen))
        {
            try
            {
                using var run = new Run(usedByUs, eventsLate);
                await run.Play(order);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"In the order {string.Join(", ", order)}: {e.Message}", e);
            }
        }
    }

    // An event tells of a use that was.
    private static bool CanHappen(Step[] order) =>
        !order.Contains(Step.UsedEvent) || (order.Contains(Step.Use) && Array.IndexOf(order, Step.Use) < Array.IndexOf(order, Step.UsedEvent));

    private static IEnumerable<Step[]> Orders(Step[] begun) =>
        Steps.Except(begun).SelectMany(next => Orders([.. begun, next])).Prepend(begun);

    private sealed class Run : IDisposable
    {
        private readonly World world = new();
        private readonly InProcessGrains other;
        private readonly TaskCompletionSource reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly (bool UsedByUs, bool EventsLate) way;
        private string token = string.Empty;
        private Task<Answer>? issue;
        private string? usedBy;
        private int events;
        private bool toldOfUse;
        private bool revoked;

        public Run(bool usedByUs, bool eventsLate)
        {
            way = (usedByUs, eventsLate);
            other = world.StartProcess();
        }

        public void Dispose()
        {
            reply.TrySetCanceled();
            world.Dispose();
        }

        public async Task Play(Step[] order)
        {
            await Begin();
            foreach (var step in order)
            {
                await Take(step);
            }

            await Counted.Agrees(world); // After every step: whatever an order begins with is an order, too.
            await End(order);
        }

        private async Task Begin()
        {
            await world.Register();
            var exists = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            world.Issuer.OnIssued = async id =>
            {
                world.Issuer.OnIssued = null;
                exists.SetResult(id);
                await reply.Task;
            };
            issue = world.Issue(key: Key);
            token = await exists.Task;
        }

        private async Task Take(Step step)
        {
            switch (step)
            {
                case Step.IssueReply:
                    reply.SetResult();
                    Assert.Equal(201, Told.Of(await issue!).Status);
                    break;
                case Step.Use when way.UsedByUs:
                    await world.Complete(await world.ReadySession(), token, process: other);
                    usedBy = world.Provider.Money.IsEmpty ? null : "pi_1";
                    break;
                case Step.Use:
                    usedBy = world.Issuer.UseElsewhere(token, 500);
                    break;
                case Step.UsedEvent when usedBy is not null:
                    await Tell("shared_payment.issued_token.used");
                    toldOfUse = true;
                    break;
                case Step.Revoke:
                    revoked = await world.Token(token).Revoke("ann", "lost") is Revocation.Revoked;
                    break;
                case Step.Expiry:
                    world.Clock.Advance(TimeSpan.FromMinutes(6));
                    await world.Sweep(other);
                    break;
            }
        }

        private async Task Tell(string type)
        {
            world.Clock.Advance(way.EventsLate ? TimeSpan.FromMinutes(10) : TimeSpan.Zero);
            for (var i = 0; i < 2; i++)
            {
                var facts = new EventFacts(
                    $"evt_{events}", type, EventSubject.IssuedToken, world.Clock.Now, Session: null, IssueOfToken, token, toldOfUse ? null : usedBy);
                var notice = other.Get<IProviderEvent>(facts.Id);
                Assert.Equal(i == 0, await notice.Keep(facts));
                await notice.Wake();
            }

            events++;
        }

        private static string IssueOfToken => TokenIssues.IssueIds.Of(World.Platform, "/spt", Key);

        private async Task End(Step[] order)
        {
            var truth = world.Issuer.TruthOf(token);
            if (truth != SharedPaymentTokenStatus.Active && !toldOfUse)
            {
                await Tell("shared_payment.issued_token.deactivated");
            }

            await world.LetPass(TimeSpan.FromSeconds(80), TimeSpan.FromSeconds(40)); // Whatever is left to settle settles by itself.
            await Counted.Agrees(world);
            truth = world.Issuer.TruthOf(token);
            var view = (await world.Token(token, other).Retrieve())!;
            Assert.Equal(Right(truth), view.Status);
            Assert.Equal(truth == SharedPaymentTokenStatus.Used ? usedBy : null, view.PaymentIntent);
            Assert.Equal(TokenOrigin.Issued, view.Origin);
            Assert.True(view.RevocationConfirmed);
            Assert.Equal([token], world.Issuer.Issued);
            Assert.Single(world.Issuer.Sends.Distinct());
            Assert.Empty(await world.Inventory.FindOverdueTokens(world.Clock.Now, 10));
            await Replays(order);
        }

        // USED beats REVOKED beats EXPIRED; one that we revoked after its time the issuer has never heard of.
        private SharedPaymentTokenStatus Right(SharedPaymentTokenStatus truth) =>
            revoked && truth != SharedPaymentTokenStatus.Used ? SharedPaymentTokenStatus.Revoked : truth;

        private async Task Replays(Step[] order)
        {
            var again = Assert.IsType<Answer.Replied>(await world.Issue(key: Key, process: other));
            Assert.True(again.Replayed);
            Assert.Equal(order.Contains(Step.IssueReply) ? Told.Of(await issue!) : Told.Of(again), Told.Of(again));
            Assert.Equal([token], world.Issuer.Issued);
        }
    }
}
