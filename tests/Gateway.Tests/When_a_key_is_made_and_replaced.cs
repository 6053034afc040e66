using Acp.Gateway.Hosting;
using Acp.Keys;

namespace Acp.Gateway.Tests;

/// <summary>The rules, without a store and without HTTP.</summary>
public sealed class When_a_key_is_made_and_replaced
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccessKeyCall Call = new("ann", "yearly", "request-1", "fingerprint");

    [Fact]
    public void It_lives_as_long_as_was_wished_and_not_a_moment_longer()
    {
        var key = Made(Now.AddDays(1));

        Assert.Equal(
            [AccessKeyStatus.Active, AccessKeyStatus.Expired],
            new[] { TimeSpan.FromDays(1) - TimeSpan.FromTicks(1), TimeSpan.FromDays(1) }.Select(after => key.StatusAt(Now + after)));
        Assert.Equal(AccessKeyStatus.Active, Made(expires: null).StatusAt(Now.AddYears(100)));
    }

    /// <summary>Whoever made keys for a year did not mean their successors to live for ever.</summary>
    [Fact]
    public void Its_successor_lives_as_long_as_it_was_made_for_where_nothing_else_is_said()
    {
        Assert.Equal(Now.AddDays(390), Successor(Made(Now.AddDays(365)), at: Now.AddDays(25)).Key.ExpiresAt);
        Assert.Null(Successor(Made(expires: null), at: Now.AddDays(25)).Key.ExpiresAt);
        Assert.Equal(Now.AddDays(30), Successor(Made(Now.AddDays(365)), at: Now.AddDays(25), expires: Now.AddDays(30)).Key.ExpiresAt);
    }

    [Fact]
    public void An_overlap_ends_it_and_never_lengthens_its_life()
    {
        Assert.Equal(Now.AddHours(1), Successor(Made(expires: null), Now).Replaced!.ExpiresAt);
        Assert.Equal(Now.AddMinutes(5), Successor(Made(Now.AddMinutes(5)), Now).Replaced!.ExpiresAt);
    }

    [Fact]
    public void Its_successor_opens_the_same_and_each_names_the_other()
    {
        var old = Made(expires: null);
        var made = Successor(old, Now);

        Assert.Equal((old.Kind, old.Owner, old.Role, old.Label), (made.Key.Kind, made.Key.Owner, made.Key.Role, made.Key.Label));
        Assert.Equal((old.Id, made.Key.Id), (made.Key.Replaces, made.Replaced!.ReplacedBy));
        Assert.NotEqual(old.Digest, made.Key.Digest);
    }

    /// <summary>An old request that comes again must take no key away from whoever has it.</summary>
    [Fact]
    public void A_repeat_draws_another_secret_for_so_long_as_nobody_can_have_used_the_first()
    {
        var key = Made(expires: null);

        Assert.IsType<AccessKeyAnswer.Made>(Repeat(key, Now + AccessKeyDecider.RepeatWithin));
        Assert.IsType<AccessKeyAnswer.MadeBefore>(Repeat(key, Now + AccessKeyDecider.RepeatWithin + TimeSpan.FromTicks(1)));
        Assert.IsType<AccessKeyAnswer.MadeBefore>(Repeat(key with { LastUsedAt = Now }, Now));
        Assert.IsType<AccessKeyAnswer.MadeBefore>(Repeat(key with { RevokedAt = Now }, Now));
        Assert.IsType<AccessKeyAnswer.OtherWish>(Repeat(key with { Fingerprint = "another" }, Now));
    }

    [Fact]
    public void What_is_over_has_no_successor()
    {
        Assert.IsType<AccessKeyAnswer.Over>(Rotate(Made(expires: null) with { RevokedAt = Now }, Now).Answer);
        Assert.IsType<AccessKeyAnswer.Over>(Rotate(Made(Now.AddDays(1)), Now.AddDays(1)).Answer);
    }

    private static AccessKey Made(DateTimeOffset? expires) => Assert.IsType<AccessKeyAnswer.Made>(
        AccessKeyDecider.Make(known: null, new AccessKeyWish(AccessKeyKind.Admin, "cleo", "support", "blue", expires), Call, Text("a"), Now).Answer).Key;

    private static AccessKeyAnswer Repeat(AccessKey known, DateTimeOffset at) =>
        AccessKeyDecider.Make(known, new AccessKeyWish(AccessKeyKind.Admin, "cleo", "support", "blue", null), Call, Text("a"), at).Answer;

    private static AccessKeyAnswer.Made Successor(AccessKey old, DateTimeOffset at, DateTimeOffset? expires = null) =>
        Assert.IsType<AccessKeyAnswer.Made>(Rotate(old, at, expires).Answer);

    private static AccessKeyDecision Rotate(AccessKey old, DateTimeOffset at, DateTimeOffset? expires = null) =>
        AccessKeyDecider.Rotate(old, next: null, new RotationWish(TimeSpan.FromHours(1), expires), Call, Text("b"), at);

    private static KeyText Text(string id) => KeyText.Draw(AccessKeyKind.Admin, KeyText.IdOf(id), new RandomSecrets());
}
