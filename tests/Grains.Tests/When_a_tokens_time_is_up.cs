using Acp.Due;
using Acp.SharedPaymentTokens;
using Microsoft.Extensions.Logging;

namespace Acp.Tests;

public sealed class When_a_tokens_time_is_up : IDisposable
{
    private const string Token = "spt_0001";
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_reads_expired_at_once_and_is_counted_so_though_nothing_has_run()
    {
        await Issued();
        world.Clock.Advance(world.Tokens.DefaultLifetime);

        Assert.Equal(SharedPaymentTokenStatus.Expired, (await world.Token(Token).Retrieve())!.Status);
        await Counted.Agrees(world);
        Assert.IsType<SharedPaymentToken.Free>(await world.StoredToken(Token));
    }

    [Fact]
    public async Task The_loop_writes_it_down_once()
    {
        await Issued();
        world.Clock.Advance(world.Tokens.DefaultLifetime);

        await Task.WhenAll(world.Sweep(), world.Sweep(world.StartProcess()));

        Assert.Equal(new SharedPaymentToken.Expired(world.Clock.Now), await world.StoredToken(Token));
        Assert.Empty(await world.Inventory.FindOverdueTokens(world.Clock.Now, 10));
        Assert.Single(await world.Store.ReadAudit(SharedPaymentToken.KeyOf(Token)), entry => entry.Event == "token.time_up");
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task One_pass_takes_more_than_one_round()
    {
        await world.Register();
        for (var i = 0; i < 70; i++)
        {
            await world.Issue();
        }

        world.Clock.Advance(world.Tokens.DefaultLifetime);
        await world.Sweep();

        Assert.Empty(await world.Inventory.FindOverdueTokens(world.Clock.Now, 100));
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task A_use_that_is_heard_of_late_still_counts()
    {
        await Issued();
        world.Issuer.UseElsewhere(Token, 400);
        world.Clock.Advance(world.Tokens.DefaultLifetime);
        await world.Sweep();
        await Counted.Agrees(world);

        await world.Token(Token).LookAgain("pi_9");

        var token = (await world.Token(Token).Retrieve())!;
        Assert.Equal((SharedPaymentTokenStatus.Used, "pi_9"), (token.Status, token.PaymentIntent));
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task One_that_was_revoked_meanwhile_stays_revoked()
    {
        await Issued();
        world.Clock.Advance(world.Tokens.DefaultLifetime);
        world.Store.Committing = async _ =>
        {
            world.Store.Committing = null;
            await world.Token(Token, world.StartProcess()).Revoke("ann", null);
        };

        await world.Sweep();

        Assert.IsType<SharedPaymentToken.Revoked>(await world.StoredToken(Token));
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task One_that_a_session_holds_is_left_to_the_session()
    {
        await Issued();
        world.Options.SendsPerCall = 1;
        var id = await world.ReadySession();
        world.Lose(1, Fault.ReplyLost);
        await world.Complete(id, Token);
        world.Clock.Advance(world.Tokens.DefaultLifetime);
        await world.Token(Token).Wake();

        Assert.IsType<SharedPaymentToken.Reserved>(await world.StoredToken(Token));
        await Counted.Agrees(world);
        await world.LetPass(TimeSpan.FromMinutes(1));

        Assert.Equal(SharedPaymentTokenStatus.Used, (await world.Token(Token).Retrieve())!.Status);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task What_the_shopper_must_do_first_is_shown_until_it_is_done()
    {
        world.Issuer.Ask("""{"type":"redirect_to_url"}""");
        await Issued();
        Assert.NotNull((await world.Token(Token).Retrieve())!.NextAction);
        world.Issuer.Ask(null);

        Assert.Equal(Heard.Done, await world.Token(Token).LookAgain());

        Assert.Null((await world.Token(Token).Retrieve())!.NextAction);
        var version = (await world.Store.Load(SharedPaymentToken.KeyOf(Token)))!.Version;
        await world.Token(Token).LookAgain();
        Assert.Equal(version, (await world.Store.Load(SharedPaymentToken.KeyOf(Token)))!.Version);
    }

    [Fact]
    public async Task A_sweep_that_fails_names_no_token_in_the_log()
    {
        await Issued();
        world.Clock.Advance(world.Tokens.DefaultLifetime);
        world.Store.Committing = _ => throw new TimeoutException($"{Token} was not written.");
        var log = new Lines();

        await world.Loop(log: log).Sweep();

        var line = Assert.Single(log.Written);
        Assert.Contains(nameof(TimeoutException), line, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, line, StringComparison.Ordinal);
    }

    private sealed class Lines : ILogger<DueLoop>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add($"{formatter(state, exception)} {exception}");
    }

    private async Task Issued()
    {
        await world.Register();
        await world.Issue();
    }
}
