using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;

namespace Acp.Tests;

/// <summary>A token's id is no secret to whoever saw it pass by; what was issued to one platform pays for that platform's sessions only.</summary>
public sealed class When_another_platform_brings_a_token : IDisposable
{
    private const string Token = "spt_0001";
    private const string Thief = "another-agent";
    private readonly World world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task It_is_refused_before_the_provider_is_asked_and_stays_as_it_was()
    {
        await Issued();
        var stolen = await world.ReadySession(platform: Thief);

        Told.Refused(RefusalRule.TokenOfAnotherPlatform, await world.Complete(stolen, Token, platform: Thief));

        Assert.Empty(world.Provider.LookUps);
        Assert.Empty(world.Provider.Sends);
        Assert.IsType<SharedPaymentToken.Free>(await world.StoredToken(Token));
        Told.Completed(await world.Complete(await world.ReadySession(), Token));
    }

    /// <summary>Whether it is held, used or dead is its own platform's to know.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_became_of_it_is_not_told(bool used)
    {
        await Issued();
        Task end = used ? world.Complete(await world.ReadySession(), Token) : world.Token(Token).Revoke("ann", "lost").AsTask();
        await end;

        var answer = await world.Complete(await world.ReadySession(platform: Thief), Token, platform: Thief);

        Told.Refused(RefusalRule.TokenOfAnotherPlatform, answer);
        Assert.DoesNotContain(World.Platform, Refusals.TokenOfAnotherPlatform.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_granted_to_us_is_whose_session_brings_it() =>
        Told.Completed(await world.Complete(await world.ReadySession(platform: Thief), "spt_granted", platform: Thief));

    private async Task Issued()
    {
        await world.Register();
        Assert.Equal(201, Told.Of(await world.Issue()).Status);
    }
}
