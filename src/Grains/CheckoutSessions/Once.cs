using Acp.Pricing;
using Acp.Store;

namespace Acp.CheckoutSessions;

/// <summary>
/// One execution per idempotency key: a second request with it is told so while the first runs, and given the kept reply
/// after. What survives the process is the kept reply; this is one activation's part.
/// </summary>
internal sealed class Once(IStore store)
{
    /// <summary>
    /// Each lost race means that somebody else moved on, and against one busy process every other race is lost: sixteen in a
    /// row were seen. This many mean that something is wrong.
    /// </summary>
    private const int MaxRaces = 64;

    private readonly HashSet<ReplyKey> inFlight = [];

    public bool IsBusy => inFlight.Count > 0;

    public async ValueTask<Answer> Run(Call call, Func<ValueTask<Answer>> work)
    {
        var isFirst = call.ReplyKey is not { } key || inFlight.Add(key);
        try
        {
            // What runs may be no more than another replay of what has long been kept.
            return isFirst ? await work() : await Kept(call) ?? new Answer.KeyInFlight();
        }
        catch (StoreUnavailableException)
        {
            return new Answer.StoreUnavailable();
        }
        catch (MerchantUnavailableException)
        {
            return new Answer.MerchantUnavailable(); // A cart is priced before anything is decided on it.
        }
        finally
        {
            if (isFirst && call.ReplyKey is { } done)
            {
                inFlight.Remove(done);
            }
        }
    }

    /// <summary>Nothing was kept under the key when the call began; whoever loses a race looks again.</summary>
    /// <param name="work">Null where another writer won.</param>
    public async ValueTask<Answer> WorkOrReplay(Call call, Func<ValueTask<Answer?>> work)
    {
        for (var race = 0; race < MaxRaces; race++)
        {
            if (await work() is { } answer || (answer = await Kept(call)) is not null)
            {
                return answer;
            }
        }

        return new Answer.Contended();
    }

    public async ValueTask<Answer?> Kept(Call call) =>
        call.ReplyKey is { } key ? Replay(call, await store.FindReply(key)) : null;

    public static Answer? Replay(Call call, KeptReply? kept) => kept is null ? null : Replays.Of(kept, call.Once!);
}
