using Acp.CheckoutSessions;
using Acp.Payments;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

/// <summary>Its end may be the charge, so the session finds out first. What it was not, the token must still know when it is released.</summary>
public sealed class When_a_token_ends_while_a_session_holds_it : IDisposable
{
    private const string Token = "spt_3ds";
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(TokenDeactivation.Revoked, SharedPaymentTokenStatus.Revoked)]
    [InlineData(TokenDeactivation.Expired, SharedPaymentTokenStatus.Expired)]
    public async Task It_is_what_it_is_once_it_is_released(TokenDeactivation end, SharedPaymentTokenStatus status)
    {
        var id = await Waiting();
        End(end);

        Assert.Equal(Heard.Done, await world.Token(Token).LookAgain());
        Assert.IsType<SharedPaymentToken.Reserved>(await world.StoredToken(Token));
        await world.Session(id).Cancel(world.Call("cancel"), new CancelCheckoutSession(null));

        Assert.Equal(status, (await world.Token(Token).Retrieve())!.Status);
        await Counted.Agrees(world);
    }

    [Fact]
    public async Task It_was_not_used_by_the_session_where_somebody_else_used_it()
    {
        var id = await Waiting();
        End(TokenDeactivation.Consumed);
        await world.Token(Token).LookAgain("pi_of_somebody_else");

        await world.Session(id).Cancel(world.Call("cancel"), new CancelCheckoutSession(null));

        Assert.Null(Assert.IsType<SharedPaymentToken.Used>(await world.StoredToken(Token)).Session);
        await Counted.Agrees(world);
    }

    private async Task<string> Waiting()
    {
        var id = await world.ReadySession();
        Told.Refused(RefusalRule.RequiresAuthentication, await world.Complete(id, Token));
        return id;
    }

    private void End(TokenDeactivation why) => world.Provider.Tokens[Token] = new TokenLookup.Found(
        new TokenFacts("usd", 0, null, why, why == TokenDeactivation.Consumed ? 500 : 0) { Limit = 500 });
}
