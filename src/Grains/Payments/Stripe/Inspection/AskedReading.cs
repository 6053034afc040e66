using System.Text.RegularExpressions;

namespace Acp.Payments.Stripe;

/// <summary>Reads a reply as an answer to the launch check.</summary>
internal static partial class AskedReading
{
    private const string NoSuchThing = "resource_missing";

    /// <param name="sent">By our clock.</param>
    /// <param name="answered">By our clock.</param>
    public static Asked Of(StripeReply reply, DateTimeOffset sent, DateTimeOffset answered) => reply switch
    {
        StripeReply.Answered it => new(ToldBy(it), Permission(it.Body?.Error?.Message), Skew(it.SaidAt, sent, answered)) { Body = it.Body },
        _ => new(Told.Silent),
    };

    private static Told ToldBy(StripeReply.Answered reply) => reply.Status switch
    {
        200 when reply.Body is not null => Told.Yes,
        401 => Told.BadKey,
        403 => Told.Forbidden,
        404 => reply.Body?.Error?.Code == NoSuchThing ? Told.NoSuchThing : Told.NoSuchCall,
        400 when reply.Body?.Error?.Code == NoSuchThing => Told.NoSuchThing, // As of a token that is nobody's.
        429 or >= 500 => Told.Silent,
        >= 400 => Told.Refused,
        _ => Told.Silent,
    };

    // Of the message nothing else is used: it may show parts of the key.
    private static string? Permission(string? message) =>
        message is not null && PermissionForm().Match(message) is { Success: true } found ? found.Value : null;

    // Stripe's second began somewhere between the two; within them nothing can be told.
    private static TimeSpan? Skew(DateTimeOffset? said, DateTimeOffset sent, DateTimeOffset answered) => said switch
    {
        null => null,
        { } at when at > answered => at - answered,
        { } at when at.AddSeconds(1) < sent => at.AddSeconds(1) - sent,
        _ => TimeSpan.Zero,
    };

    [GeneratedRegex(@"\brak_[a-z_]{1,60}\b")]
    private static partial Regex PermissionForm();
}
