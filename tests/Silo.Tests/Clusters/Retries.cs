using Acp.CheckoutSessions;

namespace Acp.Silo.Tests.Clusters;

/// <summary>Callers that come back with new keys and new tokens until they have an order, as agents do.</summary>
internal static class Retries
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="doors">Where they call, in turn.</param>
    public static async Task Storm(Shop shop, IReadOnlyList<IGrains> doors, IReadOnlyList<string> sessions, int callers) => await Task.WhenAll(
        from id in sessions
        from caller in Enumerable.Range(0, callers)
        select Task.Run(() => UntilOrdered(shop, doors, id, caller)));

    /// <summary>What must be true of each session once all have their order: asked of the fake Stripe and of every door.</summary>
    public static async Task EachWasChargedOnce(Shop shop, IReadOnlyList<IGrains> doors, IReadOnlyList<string> sessions)
    {
        Assert.Equal(sessions.Count, shop.Stripe.Charges.Count);
        foreach (var id in sessions)
        {
            Assert.Single(shop.Stripe.ChargesOf(id));
            var told = await Task.WhenAll(doors.Select((door, i) => shop.Complete(door, id, $"spt_after_{i}")));
            Assert.Single(told.Select(Told.Of).Distinct());
            Told.Completed(told[0]);
        }
    }

    private static async Task UntilOrdered(Shop shop, IReadOnlyList<IGrains> doors, string id, int caller)
    {
        for (var attempt = 0; ; attempt++)
        {
            Assert.True(attempt < 500, $"{id} answers {caller} nothing final.");
            var token = $"spt_{id}_{caller}_{attempt / 2}"; // Each token is tried twice, the second time under a new key.
            if (IsOrder(await Try(shop, doors[(caller + attempt) % doors.Count], id, token)))
            {
                return;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private static async Task<Answer?> Try(Shop shop, IGrains door, string id, string token)
    {
        try
        {
            return await shop.Complete(door, id, token);
        }
        catch (Exception e) when (e is GrainOverloadedException or Store.StoreUnavailableException or ObjectDisposedException)
        {
            return null; // The gateway's 503; or its door was killed.
        }
    }

    // Whatever else is said must say that it may be repeated.
    private static bool IsOrder(Answer? answer)
    {
        if (answer is not Answer.Replied)
        {
            Assert.True(answer is null or Answer.KeyInFlight or Answer.PaymentInProgress or Answer.PaymentOutcomeUnknown or Answer.ProviderUnavailable or Answer.StoreUnavailable, $"{answer}");
            return false;
        }

        Told.Completed(answer);
        return true;
    }
}
