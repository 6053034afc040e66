using Acp.Orders;
using Acp.Store;
using Microsoft.Extensions.Logging;

namespace Acp.Erasures;

/// <summary>How long orders keep their buyers. Configuration section <c>Orders</c>.</summary>
public sealed class OrderRetentionOptions
{
    /// <summary>
    /// After they were placed. Eleven years by itself: tax records of cross-border sales in the EU are kept for ten years from
    /// the end of the year of the sale.
    /// </summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(4018);

    /// <summary>What becomes of them then.</summary>
    public AfterRetention AfterRetention { get; set; } = AfterRetention.Erase;
}

public enum AfterRetention
{
    /// <summary>The buyer is erased; amounts, goods, taxes and ids stay.</summary>
    Erase,

    /// <summary>The order and its trail are forgotten as a whole.</summary>
    Delete,
}

/// <summary>
/// Finds orders that have reached their age, in passes: from the youngest that has down to where the pass before began. A slice
/// with each wake; how far it came is in the store, so that no row is written for an order before its time, and orders of
/// before this version are found like any other.
/// </summary>
public sealed partial class OrderRetention(ErasureDesk desk, ErasurePorts ports, OrderRetentionOptions options, ILogger<OrderRetention> log)
{
    /// <summary>Its only subject.</summary>
    public const string Key = $"{Kind}/orders";

    /// <summary>By which it is claimed.</summary>
    public const string Kind = "retention";

    /// <summary>Orders at once: each is a commit of its own.</summary>
    private const int Slice = 32;

    private static readonly TimeSpan BetweenPasses = TimeSpan.FromHours(1);

    /// <summary>Has it woken. Called at every start.</summary>
    /// <exception cref="StoreUnavailableException">It is not known whether it will be.</exception>
    public async ValueTask Begin()
    {
        var now = ports.Now;
        await ports.Store.Land(new Unit(ports.Ids.NewCommitId(), now) { Due = [new DueTime(Key, now)] });
    }

    /// <summary>One slice. Several processes may do the same one: what is erased is erased once.</summary>
    public async ValueTask Wake()
    {
        var (known, now) = (await ports.Store.LoadSnapshot<RetentionPass>(Key), ports.Now);
        var pass = (known.State ?? RetentionPass.First).From(now - options.Retention);
        var found = await ports.Inventory.ListOrders(new OrderFilter(), pass.After, Slice);
        var old = found.TakeWhile(order => order.CreatedAt >= pass.DoneUpTo).ToArray();
        foreach (var order in old)
        {
            await See(order);
        }

        var isOver = old.Length < Slice;
        var next = isOver ? pass.End() : pass with { After = new OrderPlace(old[^1].CreatedAt, old[^1].Key) };
        await ports.Store.Land(new Unit(ports.Ids.NewCommitId(), now)
        {
            States = [known.To(next, new IndexColumns(Kind, isOver ? "Resting" : "UnderWay", Platform: null, Amount: null, Currency: null, now))],
            Due = [new DueTime(Key, isOver ? now + BetweenPasses : now)],
        });
    }

    // One that cannot be read must not keep all others. What is wrong with it may have the buyer's words: only its kind is told.
    private async ValueTask See(ListedState order)
    {
        try
        {
            await desk.OfAge(StateCodec.Decode<OrderRecord>(order.State.Span).Placed, options.AfterRetention == AfterRetention.Delete);
        }
        catch (Exception e) when (e is not StoreUnavailableException and not OperationCanceledException)
        {
            LogPassedOver(order.Key, e.GetType().Name);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Order} has reached its age and is passed over, its buyer stays: it could not be read ({Failure}).")]
    private partial void LogPassedOver(string order, string failure);
}

/// <summary>How far it came, as it is stored.</summary>
/// <param name="DoneUpTo">All orders that were placed before have been seen to.</param>
/// <param name="Began">Where the pass that is under way began; null where none is.</param>
/// <param name="After">Where its last slice ended.</param>
public sealed record RetentionPass(DateTimeOffset DoneUpTo, DateTimeOffset? Began, OrderPlace? After) : Stored
{
    public static readonly RetentionPass First = new(DateTimeOffset.UnixEpoch, Began: null, After: null);

    /// <param name="youngest">Orders that were placed before have reached their age. In whole milliseconds, as stores keep times: else one of the same would lie between two passes.</param>
    public RetentionPass From(DateTimeOffset youngest)
    {
        var began = DateTimeOffset.FromUnixTimeMilliseconds(youngest.ToUnixTimeMilliseconds());
        return Began is null ? this with { Began = began, After = new OrderPlace(began, string.Empty) } : this;
    }

    // A longer retention does not make undone what was done.
    public RetentionPass End() => new(Began > DoneUpTo ? Began.Value : DoneUpTo, Began: null, After: null);
}
